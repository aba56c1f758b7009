import Foundation
import JSON
import Testing

/// What a tenant does with the service: an image, a network, a flavor, and servers of them.
struct Tenant {
    let service: Service
    let image: String
    let network: String
    let flavor: String
    private let before: Leftovers

    static var haltImage: String? { ProcessInfo.processInfo.environment["VIREO_HALT_IMAGE"] }

    /// Makes all that a server needs.
    ///
    /// - Parameter diskGiB: of the flavor; with 0 the root disk is as large as the image, and no host is too small for it.
    init(_ service: Service, diskGiB: Int = 1) async throws {
        self.service = service
        before = try await Leftovers(service)
        image = try await Self.image(service, "halt", file: try #require(Self.haltImage), format: "raw")
        network = try await Self.network(service, "net", prefix: "10.213")
        flavor = try #require(
            try await service.post(
                "/compute/v2.1/flavors",
                ["flavor": ["name": "tiny", "ram": 64, "vcpus": 1, "disk": JSONValue(diskGiB)]]
            ).body["flavor"]?["id"]?.stringValue)
    }

    private static func image(
        _ service: Service, _ name: String, file: String, format: String, properties: [String: String] = [:]
    ) async throws -> String {
        let members = properties.merging(["name": name, "disk_format": format, "container_format": "bare"]) { $1 }
        let answer = try await service.post("/image/v2/images", JSONValue(members))
        let image = try #require(answer.body["id"]?.stringValue, "\(name): \(answer.body)")
        let bytes = try Array(Data(contentsOf: URL(filePath: file)))
        let upload = try await service.send(
            "PUT", "/image/v2/images/\(image)/file", bytes, type: "application/octet-stream")
        #expect(upload.status == 204)
        return image
    }

    private static func network(_ service: Service, _ name: String, prefix: String) async throws -> String {
        let network = try #require(
            try await service.post("/network/v2.0/networks", ["network": ["name": .string(name)]])
                .body["network"]?["id"]?.stringValue)
        // Others on the host may have one of these.
        let taken = Tool.run("ip", "-o", "-4", "addr").output
        let numbers = (0..<200).map { ($0 + service.port) % 200 + 20 }
        let number = try #require(numbers.first { !taken.contains(" \(prefix).\($0).") })
        let cidr = "\(prefix).\(number).0/24"
        let subnet = try await service.post(
            "/network/v2.0/subnets",
            ["subnet": ["network_id": .string(network), "ip_version": 4, "cidr": .string(cidr)]])
        #expect(subnet.status == 201)
        return network
    }

    /// Uploads one more image, with properties of its own.
    func image(
        _ name: String, file: String, format: String, properties: [String: String] = [:]
    ) async throws -> String {
        try await Self.image(service, name, file: file, format: format, properties: properties)
    }

    /// One more network.
    func secondNetwork() async throws -> String {
        try await Self.network(service, "second", prefix: "10.214")
    }

    func create(_ name: String) async throws -> Service.Answer {
        try await service.post(
            "/compute/v2.1/servers",
            [
                "server": [
                    "name": .string(name), "imageRef": .string(image), "flavorRef": .string(flavor),
                    "networks": [["uuid": .string(network)]],
                ]
            ])
    }

    func act(_ action: JSONValue, _ server: String) async throws -> Service.Answer {
        try await service.post("/compute/v2.1/servers/\(server)/action", action)
    }

    /// The id of the server of that name; nil where there is none.
    func find(_ name: String) async throws -> String? {
        try await service.get("/compute/v2.1/servers?name=\(name)").body["servers"]?[0]?["id"]?.stringValue
    }

    func status(_ server: String) async throws -> String? {
        let answer = try await service.get("/compute/v2.1/servers/\(server)")
        guard answer.status != 404 else { return nil }
        guard let body = answer.body["server"] else { return "unknown (\(answer.status))" }
        guard body["OS-EXT-STS:task_state"]?.isNull ?? true else { return "busy" }
        return body["status"]?.stringValue
    }

    /// Waits for the status; nil is "gone".
    func await(
        _ server: String, _ wanted: String?, _ what: String = "", within: Duration = .seconds(40)
    ) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + within
        var last: String?
        while clock.now < deadline {
            last = try await status(server)
            if last == wanted { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        let fault = try await service.get("/compute/v2.1/servers/\(server)").body["server"]?["fault"] ?? .null
        let log = service.logText.split(separator: "\n").filter { !$0.contains(" GET /compute") }.suffix(30)
        Issue.record(
            "\(what) \(server) is \(last ?? "gone"), not \(wanted ?? "gone"), fault \(fault): \(log.joined(separator: "\n"))"
        )
    }

    /// Removes all that `init` made, and expects the host to be as it was.
    func leave() async throws {
        #expect(try await service.delete("/network/v2.0/networks/\(network)").status == 204)
        #expect(try await service.delete("/image/v2/images/\(image)").status == 204)
        #expect(try await Leftovers.settled(service, since: before) == [])
    }
}
