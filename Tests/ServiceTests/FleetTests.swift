import Foundation
import JSON
import Testing

@Suite("A fleet of servers on the simulated hypervisor", .enabled(if: SimulatedService.binary != nil))
struct FleetTests {
    /// `VIREO_FLEET`
    private static var count: Int { ProcessInfo.processInfo.environment["VIREO_FLEET"].flatMap { Int($0) } ?? 150 }

    private func ids(_ service: SimulatedService, _ status: String) throws -> [String] {
        var ids: [String] = []
        while true {
            let marker = ids.last.map { "&marker=\($0)" } ?? ""
            let page = try service.send("GET", "/compute/v2.1/servers?status=\(status)&limit=1000\(marker)")
            let found = page.body["servers"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            ids += found
            if found.count < 1000 { return ids }
        }
    }

    @Test("All become ACTIVE, all are deleted, and nothing of them is left")
    func fleet() throws {
        let service = try SimulatedService(["VIREO_LOG_LEVEL": "warning"])
        try service.logIn()
        try service.liftQuota()
        let (image, network, flavor) = (
            try service.image(of: [0]), try service.network("10.216.0.0/16"), try service.flavor()
        )
        var asked = 0
        while asked < Self.count {
            let batch = min(250, Self.count - asked)
            let server: JSONValue = [
                "name": "fleet", "imageRef": .string(image), "flavorRef": .string(flavor),
                "networks": [["uuid": .string(network)]], "min_count": JSONValue(batch), "max_count": JSONValue(batch),
            ]
            let answer = try service.send(
                "POST", "/compute/v2.1/servers", .object([JSONValue.Member("server", server)]))
            try #require(answer.status == 202, "\(answer.body)")
            asked += batch
        }
        let deadline = Wire.now + 60_000 + 200 * Self.count
        while try ids(service, "ACTIVE").count < Self.count, Wire.now < deadline { usleep(100_000) }
        let servers = try ids(service, "ACTIVE")
        #expect(servers.count == Self.count)
        #expect(try used(service) == Int64(Self.count))
        for server in servers { #expect(try service.send("DELETE", "/compute/v2.1/servers/\(server)").status == 204) }
        while try service.send("GET", "/compute/v2.1/servers").body["servers"]?.arrayValue?.isEmpty == false,
            Wire.now < deadline
        { usleep(100_000) }
        #expect(try service.send("GET", "/network/v2.0/ports").body["ports"]?.arrayValue?.isEmpty == true)
        #expect(try used(service) == 0)
    }

    /// vCPUs that the hosts' claims count.
    private func used(_ service: SimulatedService) throws -> Int64? {
        let hosts = try service.send("GET", "/compute/v2.1/os-hypervisors/detail").body["hypervisors"]?.arrayValue
        return hosts?.compactMap { $0["vcpus_used"]?.integerValue }.reduce(0, +)
    }
}
