import Foundation
import JSON
import Testing

@Suite("vireo serve on real libvirt", .enabled(if: Service.canRun && Tenant.haltImage != nil), .serialized)
struct ServeTests {
    @Test("A second instance on the same state is refused, and says so")
    func secondInstance() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let second = Tool.run(
            try #require(Service.binary), "serve", "--state", service.state, "--listen", "127.0.0.1:0")
        #expect(second.status != 0)
        #expect(second.output.contains(service.state))
        #expect(service.stop() == 0)
    }

    @Test(
        "A setting that is misspelled or makes no sense is refused by its name",
        arguments: [(#"{"virtTyp": "qemu"}"#, "virtTyp"), (#"{"metadataPort": -1}"#, "metadataPort"), ("[]", "config")])
    func refusedSetting(file: String, named: String) throws {
        let service = try Service()
        defer { service.removeState() }
        try Data(file.utf8).write(to: URL(filePath: service.log))
        let run = Tool.run(
            try #require(Service.binary), "serve", "--state", service.state, "--config", service.log)
        #expect(run.status != 0)
        #expect(run.output.contains(named), "\(run.output)")
    }

    @Test("The doctor has a finding for each subject, and tries a guest under KVM unless emulation is wanted")
    func doctor() throws {
        let binary = try #require(Service.binary)
        let state = "/var/tmp/vireo-test-doctor"
        let tried = Tool.run(binary, "doctor", "--state", state)
        #expect(tried.status == 0, "\(tried.output)")
        for subject in [
            "privileges", "KVM", "libvirt", "versions", "features", "nwfilter", "tools", "space", "port", "clock",
        ] {
            #expect(tried.output.contains("] \(subject): "), "\(subject)")
        }
        #expect(!tried.output.contains("no guest could be tried"))
        #expect(!FileManager.default.fileExists(atPath: state))
        let unwanted = Tool.run(
            binary, arguments: ["doctor", "--state", state], environment: ["VIREO_VIRT_TYPE": "qemu"])
        #expect(unwanted.output.contains("[ok] KVM: not wanted"))
    }

    @Test("The state folder may be named from where the service is started")
    func relativeState() async throws {
        let up = String(repeating: "../", count: FileManager.default.currentDirectoryPath.split(separator: "/").count)
        let service = try Service(state: "\(up)var/tmp/vireo-test-relative-\(UUID().uuidString.prefix(8))")
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        _ = try await tenant.create("near")
        let server = try #require(try await tenant.find("near"))
        try await tenant.await(server, "ACTIVE")
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("A guest that holds all the connections it can get keeps no other from its metadata")
    func greedyGuest() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let line = try #require(service.logText.split(separator: "\n").first { $0.contains("listening on 0.0.0.0:") })
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        func status(from address: String) -> String {
            Tool.run(
                "curl", "-s", "-m", "5", "-o", "/dev/null", "-w", "%{http_code}", "--interface", address,
                "http://127.0.0.1:\(port)/openstack"
            ).output
        }
        let answer = status(from: "127.0.0.1")
        #expect(answer != "000")
        let held = (0..<500).map { _ in Self.connection(to: port) }
        try await Task.sleep(for: .seconds(1))
        #expect(status(from: "127.0.0.1") == "000", "it has no more than its share")
        #expect(status(from: "127.0.0.2") == answer)
        for socket in held { close(socket) }
        try await Task.sleep(for: .seconds(1))
        #expect(status(from: "127.0.0.1") == answer)
        #expect(service.stop() == 0)
    }

    private static func connection(to port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return descriptor
    }

    @Test("A database that was lost costs nothing but itself: the start is refused, images and credentials stay")
    func lostDatabase() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        #expect(service.stop() == 0)
        let credentials = try String(contentsOfFile: service.state + "/clouds.yaml", encoding: .utf8)
        let files = ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"].map { service.state + "/" + $0 }
        let there = files.filter { FileManager.default.fileExists(atPath: $0) }
        for file in there { try FileManager.default.moveItem(atPath: file, toPath: file + ".away") }

        let run = Tool.run(
            try #require(Service.binary), "serve", "--state", service.state, "--listen", "127.0.0.1:0",
            "--virt-type", "qemu")
        #expect(run.status != 0 && run.output.contains("belongs to the cluster"), "\(run.output)")
        #expect(try String(contentsOfFile: service.state + "/clouds.yaml", encoding: .utf8) == credentials)
        #expect(FileManager.default.fileExists(atPath: service.state + "/images/" + tenant.image))

        for file in files { try? FileManager.default.removeItem(atPath: file) }
        for file in there { try FileManager.default.moveItem(atPath: file + ".away", toPath: file) }
        try await service.start()
        _ = try await tenant.create("again")
        let server = try #require(try await tenant.find("again"))
        try await tenant.await(server, "ACTIVE")
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("Guests go on while the service is away, and are found again")
    func restart() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        #expect(try await tenant.create("stays").status == 202)
        let server = try #require(try await tenant.find("stays"))
        try await tenant.await(server, "ACTIVE")
        #expect(service.stop() == 0)
        #expect(Tool.run("virsh", "-c", "qemu:///system", "domstate", server).output.hasPrefix("running"))
        try await service.start()
        try await tenant.await(server, "ACTIVE")
        #expect(Tool.run("virsh", "-c", "qemu:///system", "destroy", server).status == 0)
        try await tenant.await(server, "SHUTOFF")
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }

    @Test("A domain removed by hand is a fault that says how to repair it, and a hard reboot does")
    func removedByHand() async throws {
        let service = try Service()
        defer { service.removeState() }
        try await service.start()
        let tenant = try await Tenant(service)
        _ = try await tenant.create("lost")
        let server = try #require(try await tenant.find("lost"))
        try await tenant.await(server, "ACTIVE")
        _ = Tool.run("virsh", "-c", "qemu:///system", "destroy", server)
        _ = Tool.run("virsh", "-c", "qemu:///system", "undefine", server)
        try await tenant.await(server, "ERROR")
        let fault = try await service.get("/compute/v2.1/servers/\(server)").body["server"]?["fault"]?["message"]
        #expect(fault?.stringValue?.contains("hard reboot") == true)
        _ = try await tenant.act(["reboot": ["type": "HARD"]], server)
        try await tenant.await(server, "ACTIVE")
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        try await tenant.leave()
        #expect(service.stop() == 0)
    }
}
