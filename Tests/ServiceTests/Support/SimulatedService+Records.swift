import JSON
import Testing

extension SimulatedService {
    /// A raw image of that content; its id.
    func image(of content: [UInt8]) throws -> String {
        let made = try send(
            "POST", "/image/v2/images", ["name": "image", "disk_format": "raw", "container_format": "bare"])
        let image = try #require(made.body["id"]?.stringValue, "\(made.status)")
        let wire = try open()
        wire.send(request("PUT", "/image/v2/images/\(image)/file", content, type: "application/octet-stream"))
        #expect(wire.answer(within: 60)?.status == 204)
        return image
    }

    /// A network with a subnet; its id.
    func network(_ cidr: String = "10.215.7.0/24") throws -> String {
        let made = try send("POST", "/network/v2.0/networks", ["network": ["name": "net"]])
        let network = try #require(made.body["network"]?["id"]?.stringValue, "\(made.status)")
        let subnet: JSONValue = ["network_id": .string(network), "ip_version": 4, "cidr": .string(cidr)]
        let answer = try send("POST", "/network/v2.0/subnets", .object([JSONValue.Member("subnet", subnet)]))
        #expect(answer.status == 201)
        return network
    }

    /// The smallest flavor; its id.
    func flavor() throws -> String {
        let made = try send(
            "POST", "/compute/v2.1/flavors", ["flavor": ["name": "tiny", "ram": 64, "vcpus": 1, "disk": 1]])
        return try #require(made.body["flavor"]?["id"]?.stringValue, "\(made.status)")
    }

    /// Lets the administrator's project have as many servers, networks and ports as it likes.
    func liftQuota() throws {
        let projects = try send("GET", "/identity/v3/projects").body["projects"]
        let project = try #require(projects?[0]?["id"]?.stringValue)
        let unlimited: JSONValue = ["instances": -1, "cores": -1, "ram": -1]
        try send("PUT", "/compute/v2.1/os-quota-sets/\(project)", .object([JSONValue.Member("quota_set", unlimited)]))
        try send("PUT", "/network/v2.0/quotas/\(project)", ["quota": ["network": -1, "port": -1]])
    }
}
