import Foundation
import JSON
import Testing

@Suite("vireo serve with Nova's options", .serialized, .enabled(if: SimulatedService.binary != nil))
struct OptionTests {
    private func path(_ name: String) -> String { "/var/tmp/vireo-option-test-\(getpid())-\(name)" }

    /// A file of that content while the body runs.
    private func withFile<Value>(_ text: String, _ body: (String) throws -> Value) throws -> Value {
        let file = path(UUID().uuidString)
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try body(file)
    }

    @Test(
        "What is misspelled, of the wrong type or not offered ends the start before anything is touched, and the doctor",
        arguments: [
            (#"{"libvirt": {"cpu_modus": "none"}}"#, "is 'cpu_mode' meant?"),
            (#"{"libvirt": {"cpu_mode": true}}"#, "libvirt.cpu_mode"),
            (#"{"libvirt": {"cpu_power_management": true}}"#, "leave it out"),
            (#"{"libvirt": {"images_type": "lvm"}}"#, "'default' or 'qcow2'"),
            (#"{"nova": {}}"#, "'nova' is not known"), (#"{"virtTyp": "kvm"}"#, "virtTyp"),
            (#"{"virtType": 5}"#, "virtType"),
            (#"{"cpuAllocationRatio": 2, "DEFAULT": {"cpu_allocation_ratio": 3}}"#, "the same setting"),
            (#"{"libvirt": {"file_backed_memory": 1024}, "ramAllocationRatio": 1.5}"#, "ramAllocationRatio"),
            ("[1]", "a JSON object"), ("{", "a JSON file"),
        ])
    func refused(_ text: String, _ reason: String) throws {
        try withFile(text) { file in
            let state = path("state-\(UUID().uuidString)")
            for command in ["serve", "doctor"] {
                let outcome = try Program.run(
                    [command, "--state", state, "--config", file], ["VIREO_HYPERVISOR": "simulated"])
                #expect(outcome.status != 0)
                #expect(outcome.errors.contains(reason), "\(outcome.errors)")
            }
            #expect(!FileManager.default.fileExists(atPath: state))
        }
    }

    @Test("The environment has options too, and is refused likewise")
    func environment() throws {
        for (name, value) in [("VIREO_LIBVIRT_CPU_MODUS", "none"), ("VIREO_LIBVIRT_CPU_MODE", "best")] {
            let outcome = try Program.run(["serve", "--state", path("state")], [name: value])
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains("libvirt.cpu_mod"), "\(outcome.errors)")
        }
    }

    @Test("Options are followed; what has no effect is told in the log; the environment comes first")
    func accepted() throws {
        let settings = """
            {"DEFAULT": {"host": "compute-7", "cpu_allocation_ratio": 2, "ram_allocation_ratio": 1.5,
                "disk_allocation_ratio": 1, "instances_path": "/var/lib/nova/instances", "reserved_host_memory_mb": 64,
                "max_concurrent_builds": 0, "resume_guests_state_on_host_boot": true, "shutdown_timeout": 5,
                "default_availability_zone": "east", "force_config_drive": true},
             "libvirt": {"cpu_mode": "host-passthrough", "virt_type": "qemu", "connection_uri": "test:///default",
                "live_migration_downtime": 700},
             "api": {"dhcp_domain": ""}, "quota": {"cores": 77, "instances": 6}}
            """
        try withFile(settings) { file in
            let service = try SimulatedService(["VIREO_QUOTA_INSTANCES": "5"], config: file)
            try service.logIn()
            let quota = try service.send("GET", "/compute/v2.1/os-quota-sets/any/defaults").body["quota_set"]
            #expect(quota?["cores"] == 77)
            #expect(quota?["instances"] == 5)
            let hosts = try service.send("GET", "/compute/v2.1/os-hypervisors").body["hypervisors"]
            #expect(hosts?[0]?["hypervisor_hostname"] == "compute-7")
            let features = try service.send("GET", "/compute/v2.1/os-hypervisors/detail").body["hypervisors"]?[0]
            #expect(features?["vireo:features"]?["igb"] == "available")
            #expect(features?["vireo:features"]?["multifd-with-postcopy"] == "needs QEMU 10.1.0")
            #expect(service.logText.contains("libvirt.live_migration_downtime"))
            let flavor = try service.flavor()
            let image = try service.image(of: [UInt8](repeating: 0, count: 512))
            let made = try service.send(
                "POST", "/compute/v2.1/servers",
                ["server": ["name": "a", "imageRef": .string(image), "flavorRef": .string(flavor)]])
            let server = try #require(made.body["server"]?["id"]?.stringValue, "\(made.status)")
            let shown = try service.send("GET", "/compute/v2.1/servers/\(server)").body["server"]
            #expect(shown?["config_drive"] == "True")
        }
    }

    @Test("A compute node's nova.conf is imported, says what is missing, and serves")
    func imported() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "DesignInputTests/Golden").path
        let output = path("imported.json")
        defer { try? FileManager.default.removeItem(atPath: output) }
        let outcome = try Program.run(
            ["config", "import", "\(folder)/nova.conf", "\(folder)/nova-compute.conf", "--output", output])
        #expect(outcome.status == 3)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("libvirt.images_type = rbd"))
        #expect(!outcome.errors.contains("s3cret"))
        // The simulated host is smaller than the one that the file is of.
        var settings = try String(contentsOfFile: output, encoding: .utf8)
        for (those, these) in [
            ("\"0-3,24-27\"", "\"0-1,4-5\""), ("\"4-23,28-47\"", "\"2-3,6-7\""), (", \"node:1,size:1GB,count:1\"", ""),
        ] {
            #expect(settings.contains(those))
            settings = settings.replacingOccurrences(of: those, with: these)
        }
        try Data(settings.utf8).write(to: URL(filePath: output))
        let service = try SimulatedService(config: output)
        #expect(service.isRunning)
    }

    @Test("Processors that the host lacks end the start with their names")
    func lackedProcessors() throws {
        try withFile(#"{"hypervisor": "simulated", "compute": {"cpu_shared_set": "0-1,4000"}}"#) { file in
            let state = path("lacked")
            defer { try? FileManager.default.removeItem(atPath: state) }
            let outcome = try Program.run(["serve", "--state", state, "--listen", "127.0.0.1:0", "--config", file])
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains("cpu_shared_set names processors 4000"))
        }
    }

    @Test("A file that is no nova.conf gives no settings, and says which line")
    func unreadable() throws {
        try withFile("[libvirt]\ncpu_mode\n") { file in
            let outcome = try Program.run(["config", "import", file])
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains("\(file), line 2"))
        }
    }

    @Test("The table is printed")
    func table() throws {
        let outcome = try Program.run(["config", "options"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("libvirt.cpu_mode"))
    }
}
