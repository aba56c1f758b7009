import GuestDesign
import JSON
import Model
import Testing

@testable import DesignInput

@Suite("The settings file's options")
struct OperatorSettingsTests {
    private func read(_ text: String) throws -> OperatorSettings {
        let document = try JSONValue(parsing: Array(text.utf8))
        return try OperatorSettings(OperatorSettings.given(in: try #require(document.members)))
    }

    @Test("Options go to guests, to other parts, or to the service's own settings")
    func kinds() throws {
        let read = try read(
            """
            {"libvirt": {"cpu_mode": "host-passthrough", "hw_machine_type": ["x86_64=q35"], "wait_soft_reboot_seconds": 9,
                "virt_type": "kvm", "live_migration_downtime": 700, "inject_key": false, "connection_uri": ""},
             "DEFAULT": {"instance_name_template": "vm-%d", "cpu_allocation_ratio": 2.5, "shutdown_timeout": 5},
             "vnc": {"enabled": false}, "compute": {"max_disk_devices_to_attach": 4}, "quota": {"cores": -1}}
            """)
        #expect(read.guests.cpuMode == .hostPassthrough)
        #expect(read.guests.hwMachineType == ["x86_64": "q35"])
        #expect(read.guests.instanceNameTemplate == "vm-%d")
        #expect(!read.guests.vnc.isEnabled)
        #expect(read.guests.maxDiskDevices == 4)
        #expect(read.service.waitSoftRebootSeconds == 9)
        #expect(read.service.quota.cores == -1)
        #expect(read.service.quota.instances == 10)
        #expect(
            read.own.mapValues(\.text) == [
                "virtType": "kvm", "cpuAllocationRatio": "2.5", "shutdownTimeout": "5",
            ])
        #expect(read.idle.map(\.option.path) == ["libvirt.live_migration_downtime"])
    }

    @Test("Consoles are sockets unless addresses are asked for")
    func consoles() throws {
        let usual = try read(#"{"vnc": {"server_listen": "0.0.0.0"}}"#)
        #expect(usual.guests.vnc.listen == .unixSocket)
        #expect(usual.guests.serialConsole.listen == .unixSocket)
        let open = try read(#"{"vnc": {"server_listen": "10.0.0.1"}, "console": {"listen": "tcp"}}"#)
        #expect(open.guests.vnc.listen == .tcp("10.0.0.1"))
        #expect(open.guests.spice.listen == .tcp("127.0.0.1"))
    }

    @Test(
        "A misspelled name, a wrong type, and what does not go together are refused by name",
        arguments: [
            (#"{"libvirt": {"cpu_modus": "none"}}"#, "libvirt.cpu_modus"),
            (#"{"libvrt": {"cpu_mode": "none"}}"#, "libvrt"),
            (#"{"libvirt": []}"#, "libvirt"), (#"{"nova": {}}"#, "nova"),
            (#"{"libvirt": {"cpu_mode": 1}}"#, "libvirt.cpu_mode"),
            (#"{"libvirt": {"cpu_models": [1]}}"#, "libvirt.cpu_models"),
            (#"{"libvirt": {"swtpm_enabled": "true"}}"#, "libvirt.swtpm_enabled"),
            (#"{"libvirt": {"live_migration_downtime": "long"}}"#, "libvirt.live_migration_downtime"),
            (#"{"libvirt": {"images_type": "rbd"}}"#, "libvirt.images_type"),
            (#"{"libvirt": {"num_pcie_ports": 29}}"#, "libvirt.num_pcie_ports"),
            (#"{"libvirt": {"disk_cachemodes": ["file=fast"]}}"#, "libvirt.disk_cachemodes"),
            (#"{"DEFAULT": {"cpu_allocation_ratio": 0}}"#, "DEFAULT.cpu_allocation_ratio"),
            (#"{"DEFAULT": {"instance_name_template": "a/b"}}"#, "DEFAULT.instance_name_template"),
            (#"{"DEFAULT": {"reserved_huge_pages": ["node:0"]}}"#, "DEFAULT.reserved_huge_pages"),
            (#"{"libvirt": {"cpu_models": ["Nehalem"]}}"#, "libvirt.cpu_models"),
            (#"{"serial_console": {"enabled": true}, "console": {"listen": "tcp"}}"#, "console.listen"),
            (#"{"quota": {"cores": -2}}"#, "quota.cores"),
        ])
    func refusals(_ text: String, _ name: String) throws {
        let error = #expect(throws: DesignInputError.self) { try read(text) }
        #expect(error?.reason.contains(name) == true, "\(error?.reason ?? "")")
    }
}
