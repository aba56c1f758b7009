import Glibc
import GuestDesign
import Hypervisor
import Libvirt
import Model
import Runtime
import Testing

@testable import LibvirtDriver

@Suite("Machines under the host's libvirt", .enabled(if: SystemLibvirt.answers), .serialized, .timeLimit(.minutes(5)))
struct MachineTests {
    private let libvirt: SystemLibvirt

    init() throws { libvirt = try SystemLibvirt() }

    private func with(_ machine: TestMachine, _ body: (TestMachine) async throws -> Void) async throws {
        do {
            try await body(machine)
        } catch {
            await machine.remove()
            throw error
        }
        await machine.remove()
    }

    @Test("is defined, starts, is paused, goes on, is switched off and forgotten, each of it twice")
    func life() async throws {
        try await with(TestMachine(libvirt)) { machine in
            let (hypervisor, server) = (machine.hypervisor, machine.server)
            let events = libvirt.session.events()
            await events.wait(for: .reconnected)
            #expect(try await machine.observed == nil)

            let guest = try await machine.guest()
            let resolved = try await hypervisor.define(guest, for: machine.mark())
            #expect(resolved.machine.hasPrefix("pc-i440fx-"))
            #expect(resolved.addresses[.disk(target: "vda")]?.type == "pci")
            let again = try await hypervisor.define(
                try await machine.guest(resolved: resolved), for: machine.mark(epoch: 2))
            #expect(again == resolved)
            let off = try #require(try await machine.observed)
            #expect(off.state == .off)
            #expect(off.mark == machine.mark(epoch: 2))
            #expect(off.name == guest.name)

            for _ in 0..<2 { try await hypervisor.start(server) }
            #expect(try await machine.observed?.state == .running)
            #expect(
                try await hypervisor.machines().contains {
                    $0.uuid == server && $0.state == .running && $0.mark == off.mark
                })
            try await libvirt.session.call { try $0.domain(uuid: server.value).suspend() }
            #expect(try await machine.observed?.state == .paused)
            try await hypervisor.requestShutdown(server)
            try await hypervisor.start(server)
            #expect(try await machine.observed?.state == .running)
            // It does not listen, and goes on.
            try await hypervisor.requestShutdown(server)
            #expect(try await machine.observed?.state == .running)

            for _ in 0..<2 { try await hypervisor.powerOff(server) }
            #expect(try await machine.observed?.state == .off)
            try await hypervisor.requestShutdown(server)
            for _ in 0..<2 { try await hypervisor.undefine(server) }
            #expect(try await machine.observed == nil)

            var seen: [HypervisorEvent] = []
            for await event in events where event.server == server {
                // A start is told twice: the processors go on, and the domain has started.
                if seen.last != event { seen.append(event) }
                if event == .undefined(server) { break }
            }
            #expect(
                seen == [.started(server), .stopped(server), .started(server), .stopped(server), .undefined(server)])
        }
    }

    @Test("has one secret for its TPM, whose value stays, and which goes with it")
    func secret() async throws {
        try await with(TestMachine(libvirt)) { machine in
            let (hypervisor, server) = (machine.hypervisor, machine.server)
            let secret = try await hypervisor.tpmSecret(of: server, orMake: Array("first".utf8))
            #expect(try await hypervisor.tpmSecret(of: server, orMake: Array("second".utf8)) == secret)
            #expect(try await hypervisor.tpmSecret(of: server) == secret)
            #expect(try await libvirt.session.call { try $0.secret(uuid: secret).hasValue() })
            _ = try await hypervisor.define(try await machine.guest(), for: machine.mark())
            for _ in 0..<2 { try await hypervisor.undefine(server) }
            #expect(try await libvirt.session.call { try $0.secrets().allSatisfy { $0.uuid != secret } })
        }
    }

    @Test("whose name another domain has takes one that is like it, and keeps it")
    func takenName() async throws {
        try await with(TestMachine(libvirt)) { other in
            let taken = try await other.guest()
            _ = try await other.hypervisor.define(taken, for: other.mark())
            try await with(TestMachine(libvirt)) { machine in
                var guest = try await machine.guest()
                guest.name = taken.name
                let resolved = try await machine.hypervisor.define(guest, for: machine.mark())
                #expect(resolved.name == "\(taken.name)-\(machine.server.value.prefix(8))")
                let again = try await machine.hypervisor.define(
                    try await machine.guest(resolved: resolved), for: machine.mark(epoch: 2))
                #expect(again == resolved)
                #expect(try await machine.observed?.name == resolved.name)
            }
            #expect(try await other.observed?.name == taken.name)
        }
    }

    @Test("that is not there cannot be started, and need not be switched off or forgotten")
    func absent() async throws {
        let machine = try TestMachine(libvirt)
        await #expect(throws: HypervisorError.noSuchMachine(machine.server)) {
            try await machine.hypervisor.start(machine.server)
        }
        await #expect(throws: HypervisorError.noSuchMachine(machine.server)) {
            try await machine.hypervisor.requestShutdown(machine.server)
        }
        try await machine.hypervisor.powerOff(machine.server)
        try await machine.hypervisor.undefine(machine.server)
    }

    @Test("that switches itself off is off; one whose QEMU dies has crashed, and starts again")
    func ends() async throws {
        try await with(TestMachine(libvirt, code: ProbeProgram.code)) { machine in
            let events = libvirt.session.events()
            await events.wait(for: .reconnected)
            _ = try await machine.hypervisor.define(try await machine.guest(), for: machine.mark())
            try await machine.hypervisor.start(machine.server)
            await events.wait(for: .stopped(machine.server))
            #expect(try await machine.observed?.state == .off)
        }
        try await with(TestMachine(libvirt)) { machine in
            let events = libvirt.session.events()
            _ = try await machine.hypervisor.define(try await machine.guest(), for: machine.mark())
            try await machine.hypervisor.start(machine.server)
            let process = try #require(try await machine.process())
            kill(process, SIGKILL)
            await events.wait(for: .stopped(machine.server))
            #expect(try await machine.observed?.state == .crashed)
            try await machine.hypervisor.start(machine.server)
            #expect(try await machine.observed?.state == .running)
        }
    }

    @Test("goes on as it was started when its definition changes, or is forgotten")
    func running() async throws {
        try await with(TestMachine(libvirt)) { machine in
            let (hypervisor, server) = (machine.hypervisor, machine.server)
            _ = try await hypervisor.define(try await machine.guest(), for: machine.mark())
            try await hypervisor.start(server)
            let process = try await machine.process()
            _ = try await hypervisor.define(try await machine.guest(), for: machine.mark(epoch: 7))
            #expect(try await machine.observed?.mark?.epoch == 7)
            try await hypervisor.undefine(server)
            try await hypervisor.undefine(server)
            #expect(try await machine.observed?.state == .running)
            #expect(try await machine.process() == process)
            try await hypervisor.powerOff(server)
            #expect(try await machine.observed == nil)
        }
    }

    @Test("of somebody else is seen without a mark")
    func foreign() async throws {
        let uuid: String = libvirt.runtime.uuid()
        let definition = """
            <domain type='qemu'><name>not-ours-\(uuid)</name><uuid>\(uuid)</uuid><memory unit='MiB'>16</memory>
            <os><type arch='x86_64' machine='pc'>hvm</type></os></domain>
            """
        try await libvirt.session.call { _ = try $0.defineDomain(definition) }
        let hypervisor = LibvirtHypervisor(libvirt.session, instances: "/var/tmp", virtType: .qemu)
        let machines = try await hypervisor.machines()
        try await hypervisor.undefine(ID(uuid))
        let machine = try #require(machines.first { $0.uuid.value == uuid })
        #expect(machine.mark == nil)
        #expect(machine.state == .off)
    }

    @Test("What the host can do: its own machines, QEMU's firmware")
    func capabilities() async throws {
        let hypervisor = LibvirtHypervisor(libvirt.session, instances: "/var/tmp")
        let found = try await hypervisor.capabilities()
        #expect(found.qemuVersion >= GuestDesign.Version(6, 0, 0))
        #expect(found.domains.contains { $0.domainType == "qemu" })
        #expect(found.machineID?.isEmpty == false)
        let one = try await LibvirtHypervisor(libvirt.session, instances: "/var/tmp", virtType: .qemu).capabilities()
        #expect(one.domains.allSatisfy { $0.domainType == "qemu" })
        let none = try await LibvirtHypervisor(libvirt.session, instances: "/nowhere", virtType: .qemu).capabilities()
        #expect(!none.supportsDirectIO)
    }

    @Test("A definition that libvirt does not take is refused, with its reason")
    func refused() async throws {
        try await with(TestMachine(libvirt)) { machine in
            var guest = try await machine.guest()
            guest.boot.machine = "no-such-machine"
            await #expect {
                try await machine.hypervisor.define(guest, for: machine.mark())
            } throws: { error in
                if case .refused = error as? HypervisorError { true } else { false }
            }
        }
    }

    @Test("The probe's guest runs to its end, and its absence of mind is seen")
    func probe() async throws {
        let folder = TemporaryFolder()
        let probe = VirtTypeProbe(
            libvirt.session, runtime: libvirt.runtime, folder: folder.path, device: "/dev/null", deadline: .seconds(60))
        #expect(try await probe.tryGuest(.qemu) == .ran)
        let hasty = VirtTypeProbe(
            libvirt.session, runtime: libvirt.runtime, folder: folder.path, device: "/dev/null", deadline: .zero)
        #expect(try await hasty.tryGuest(.qemu) == .hung)
        #expect(
            try await libvirt.session.call {
                try $0.domains().filter { $0.domain.name.hasPrefix("vireo-probe-") }.count
            } == 0)
        #expect(HostFile.names(in: folder.path).isEmpty)
    }

    @Test("Without a KVM device nothing is tried")
    func noKVM() async throws {
        let folder = TemporaryFolder()
        let probe = VirtTypeProbe(
            libvirt.session, runtime: libvirt.runtime, folder: folder.path, device: "/dev/no-kvm", deadline: .zero)
        #expect(try await probe.virtType() == .qemu)
        #expect(HostFile.names(in: folder.path).isEmpty)
    }

    @Test("A remembered answer is not asked for again")
    func remembered() async throws {
        let folder = TemporaryFolder()
        let probe = VirtTypeProbe(
            libvirt.session, runtime: libvirt.runtime, folder: folder.path, device: "/dev/null", deadline: .seconds(3))
        let qemu = try await libvirt.session.call { "\(try $0.hypervisorVersion())" }
        let offersKVM = try await libvirt.session.call { try $0.capabilities().contains("<domain type='kvm'/>") }
        ProbeRecord(at: folder.path + "/virt-type").keep(.kvm, for: ProbedHost(qemu: qemu, device: "/dev/null"))
        #expect(try await probe.virtType() == (offersKVM ? .kvm : .qemu))
    }
}

extension HypervisorEvent {
    fileprivate var server: ID<Server>? {
        switch self {
        case .started(let server), .stopped(let server), .undefined(let server), .rebooted(let server): server
        case .disconnected, .reconnected: nil
        }
    }
}
