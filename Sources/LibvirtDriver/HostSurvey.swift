internal import DomainXML
internal import Glibc
internal import GuestDesign
internal import Hypervisor
internal import Libvirt

/// Finds out what a host can do: from libvirt, from the firmware descriptors, and from its file system.
struct HostSurvey: Sendable {
    /// QEMU's firmware descriptors, in the order in which they count: the administrator's come first.
    ///
    /// Source: QEMU, `docs/interop/firmware.json`.
    private static let firmwareFolders = ["/etc/qemu/firmware", "/usr/share/qemu/firmware"]

    private let session: LibvirtSession
    private let instances: String

    init(_ session: LibvirtSession, instances: String) {
        self.session = session
        self.instances = instances
    }

    func capabilities() async throws(HypervisorError) -> HostCapabilities {
        let answers = try await session.call { (connection) throws(LibvirtError) in try Answers(connection) }
        do {
            var capabilities = try HostCapabilities(
                capabilitiesXML: answers.capabilities, domainCapabilitiesXML: answers.domains,
                libvirtVersion: answers.libvirt, qemuVersion: answers.qemu)
            capabilities.firmware = Self.firmware()
            capabilities.machineID = HostFile.text("/etc/machine-id")
            capabilities.supportsDirectIO = HostFile.supportsDirectIO(in: instances)
            return capabilities
        } catch {
            throw .refused("libvirt's capabilities cannot be read: \(error)")
        }
    }

    private struct Answers: Sendable {
        let capabilities: String
        var domains: [String] = []
        let libvirt: GuestDesign.Version
        let qemu: GuestDesign.Version

        init(_ connection: Connection) throws(LibvirtError) {
            capabilities = try connection.capabilities()
            let library = try connection.libraryVersion()
            libvirt = GuestDesign.Version(library.major, library.minor, library.release)
            let hypervisor = try connection.hypervisorVersion()
            qemu = GuestDesign.Version(hypervisor.major, hypervisor.minor, hypervisor.release)
            for type in ["qemu", "kvm"] {
                for machine in ["pc", "q35", "virt"] {
                    // Not every host has every machine, nor KVM.
                    if let answer = try? connection.domainCapabilities(machine: machine, virtType: type) {
                        domains.append(answer)
                    }
                }
            }
        }
    }

    private static func firmware() -> [Firmware] {
        firmwareFolders.flatMap { folder in
            HostFile.names(in: folder).filter { $0.hasSuffix(".json") }.compactMap { name in
                HostFile.bytes("\(folder)/\(name)").flatMap { try? Firmware(descriptor: $0) }
            }
        }
    }
}
