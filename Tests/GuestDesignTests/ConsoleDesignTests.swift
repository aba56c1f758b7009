import Demands
import GuestDesign
import Testing

@Suite("Consoles and small devices")
struct ConsoleDesignTests {
    @Test("Without serial consoles one port writes the log; with them, as many as are asked for")
    func serials() throws {
        #expect(try design(.sample()).serials.map(\.backend) == [.pty])
        let three = try design(
            .sample(specs: ["hw:serial_port_count": "3"]) {
                $0.settings.serialConsole = HostSettings.Console(isEnabled: true, listen: .tcp("192.0.2.1"))
                $0.serialTCPPorts = [10_000, 10_001, 10_002]
            })
        #expect(three.serials.map(\.backend) == (0..<3).map { .tcp(host: "192.0.2.1", port: 10_000 + $0) })
        #expect(three.serials.map { $0.log != nil } == [true, false, false])
        #expect(throws: DesignRefusal.self) {
            try design(.sample(specs: ["hw:serial_port_count": "4"]) { $0.settings.serialConsole.isEnabled = true })
        }
    }

    @Test("A mainframe writes to a console of its own kind")
    func mainframe() throws {
        func serials(_ change: @escaping (inout GuestRequest) -> Void) throws -> [Guest.Serial] {
            try design(
                .sample(properties: ["hw_architecture": "s390x"]) {
                    $0.capabilities.guests.append(
                        GuestArchitecture(
                            name: "s390x", emulator: "/usr/bin/qemu-system-s390x",
                            machines: [GuestArchitecture.Machine(name: "s390-ccw-virtio")], domainTypes: ["qemu"]))
                    change(&$0)
                }
            ).serials
        }
        #expect(try serials { _ in }.map(\.place) == [.console(target: "sclp")])
        let onAddress = try serials {
            $0.settings.serialConsole.isEnabled = true
            $0.serialTCPPorts = [10_000]
        }
        #expect(onAddress.map(\.place) == [.console(target: nil)])
    }

    @Test("On unix sockets nothing listens on an address")
    func sockets() throws {
        let guest = try design(
            .sample {
                $0.settings.vnc.listen = .unixSocket
                $0.settings.serialConsole = HostSettings.Console(isEnabled: true, listen: .unixSocket)
            })
        #expect(guest.graphics.map(\.listen) == [.unixSocket])
        let path = "/var/lib/nova/instances/856bb4be-8b8d-5c0a-9613-3228c3539bd8/serial0.sock"
        #expect(guest.serials.map(\.backend) == [.unix(path: path)])
    }

    @Test("A screen brings a card and a tablet, SPICE alone its own pointer")
    func screen() throws {
        let vnc = try design(.sample())
        #expect(vnc.video?.model == .virtio && vnc.inputs.map(\.type) == ["tablet"])
        let spice = try design(
            .sample {
                $0.settings.vnc.isEnabled = false
                $0.settings.spice.isEnabled = true
            })
        #expect(spice.video?.model == .qxl && spice.inputs == [] && spice.channels.map(\.backend) == [.spice])
        let none = try design(.sample { $0.settings.vnc.isEnabled = false })
        #expect(none.video == nil && none.inputs == [])
        #expect(none.controllers.map(\.model) == ["none"])
    }

    @Test("A card that the host lacks is refused")
    func noCard() {
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["hw_video_model": "gop"])) }
    }

    @Test("Small devices follow their demands")
    func small() throws {
        let guest = try design(
            .sample(
                specs: ["hw_rng:allowed": "false"],
                properties: ["hw_watchdog_action": "reset", "hw_qemu_guest_agent": "yes"]))
        #expect(guest.rng == nil && guest.watchdog?.action == .reset)
        #expect(guest.channels.map(\.name) == ["org.qemu.guest_agent.0"])
        #expect(guest.balloon?.period == 10)
    }

    @Test("A TPM needs the operator's leave and a secret")
    func tpm() throws {
        let asked = ["hw_tpm_version": "2.0", "hw_tpm_model": "tpm-crb"]
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: asked)) }
        #expect(throws: DesignRefusal.self) {
            try design(.sample(properties: asked) { $0.settings.swtpmEnabled = true })
        }
        let guest = try design(
            .sample(properties: asked) {
                $0.settings.swtpmEnabled = true
                $0.tpmSecret = "s"
            })
        #expect(guest.tpm?.secretUUID == "s")
    }

    @Test("An IOMMU needs q35; the model virtio is told nothing else")
    func iommu() throws {
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["hw_viommu_model": "intel"])) }
        let q35 = ["hw_machine_type": "q35", "hw_viommu_model": "auto"]
        let guest = try design(.sample(properties: q35))
        #expect(guest.iommu?.model == .virtio && guest.iommu?.driver == nil && guest.features.hasIOAPIC)
        let older = try design(.sample(properties: q35) { $0.capabilities.libvirtVersion = Version(8, 2, 0) })
        #expect(older.iommu?.model == .intel && older.iommu?.driver?.addressBits == 48)
        #expect(older.iommu?.driver?.hasExtendedInterrupts == true)
        let emulated = try design(
            .sample(properties: ["hw_machine_type": "q35", "hw_viommu_model": "intel"]) {
                $0.settings.virtType = .qemu
            })
        #expect(emulated.iommu?.driver?.hasExtendedInterrupts == false)
    }
}
