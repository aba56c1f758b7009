internal import Glibc
package import GuestDesign
package import Hypervisor
internal import Libvirt
internal import Logging
package import Runtime

/// Finds out whether guests really run under KVM here, once for each kernel, QEMU and processor.
///
/// A `/dev/kvm` that opens proves nothing: it may belong to a nested hypervisor under which guests hang.
package struct VirtTypeProbe: Sendable {
    private let session: LibvirtSession
    private let runtime: any Runtime
    private let folder: String
    private let device: String
    private let deadline: Duration

    /// - Parameter folder: where the answer is kept, in `virt-type`, and the guest's disk lies meanwhile. QEMU's user
    ///   must be able to pass through it.
    package init(_ session: LibvirtSession, runtime: any Runtime, folder: String) {
        self.init(session, runtime: runtime, folder: folder, device: "/dev/kvm", deadline: .seconds(3))
    }

    /// - Parameter deadline: how long the guest has from its start; on a usable host it needs a fraction of a second.
    init(_ session: LibvirtSession, runtime: any Runtime, folder: String, device: String, deadline: Duration) {
        self.session = session
        self.runtime = runtime
        self.folder = folder
        self.device = device
        self.deadline = deadline
    }

    /// What guests are to run under: KVM where one did, otherwise plain emulation.
    ///
    /// - Throws: `HypervisorError.unreachable`, `.failed` where the guest's disk cannot be written.
    package func virtType() async throws(HypervisorError) -> VirtType {
        guard access(device, R_OK | W_OK) == 0 else { return .qemu }
        let record = ProbeRecord(at: "\(folder)/virt-type")
        let device = device
        let (host, offersKVM, isPC) = try await session.call { connection in
            let document = try connection.capabilities()
            return (
                ProbedHost(qemu: "\(try connection.hypervisorVersion())", device: device),
                document.contains("<domain type='kvm'/>"),
                document.contains("<arch name='x86_64'>")
            )
        }
        guard offersKVM else { return .qemu }
        // The program is a PC's; elsewhere libvirt's word is taken.
        guard isPC, ProbedHost.isX86 else { return .kvm }
        if let known = record.answer(for: host) { return known }
        let start = runtime.uptime
        let outcome = try await tryGuest(.kvm)
        let answer: VirtType = outcome == .ran ? .kvm : .qemu
        record.keep(answer, for: host)
        log(outcome, took: runtime.uptime - start, record)
        return answer
    }

    enum Outcome: Hashable, Sendable {
        /// It ran to its end.
        case ran
        /// It reset, crashed, or did not come to its end in time.
        case hung
        /// It could not even be started.
        case refused
    }

    /// Runs the probe's guest to its end or the deadline's.
    func tryGuest(_ type: VirtType) async throws(HypervisorError) -> Outcome {
        let name = "vireo-probe-\(runtime.uuid())"
        let disk = "\(folder)/\(name).raw"
        guard HostFile.write(ProbeProgram.disk, to: disk) else {
            throw .failed("cannot write \(disk): \(String(cString: strerror(errno)))")
        }
        defer { unlink(disk) }
        let definition = ProbeGuest(name: name, uuid: runtime.uuid(), disk: disk, type: type)
        let logger = session.logger
        let events: AsyncStream<Event>?
        events = try await session.call { connection in
            let events = try connection.events()
            do throws(LibvirtError) {
                _ = try connection.startTransientDomain(definition.xml)
                return events
            } catch {
                guard !error.isConnectionLost else { throw error }
                logger.warning("a guest under \(type.rawValue) cannot be started", metadata: ["error": "\(error)"])
                return nil
            }
        }
        guard let events else { return .refused }
        let hasRun = await hasRun(definition.uuid, events)
        try await session.call { connection in
            // Mostly it is gone by itself.
            _ = try LibvirtError.unlessAbsent { () throws(LibvirtError) in
                try connection.domain(uuid: definition.uuid).destroy()
            }
        }
        return hasRun ? .ran : .hung
    }

    private func hasRun(_ uuid: String, _ events: AsyncStream<Event>) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await ProbeGuest.hasSwitchedItselfOff(uuid, events) }
            group.addTask { [runtime, deadline] in
                try? await runtime.sleep(for: deadline)
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }

    private func log(_ outcome: Outcome, took time: Duration, _ record: ProbeRecord) {
        let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
        let metadata: Logger.Metadata = ["milliseconds": "\(milliseconds)", "answer": "\(record.path)"]
        switch outcome {
        case .ran: session.logger.notice("guests run under KVM", metadata: metadata)
        case .hung:
            session.logger.warning(
                "/dev/kvm is there, but a guest under it hangs: plain emulation is used. Remove the file to try again",
                metadata: metadata)
        case .refused:
            session.logger.warning(
                "/dev/kvm is there, but QEMU does not start with it: plain emulation is used. Remove the file to try again",
                metadata: metadata)
        }
    }
}
