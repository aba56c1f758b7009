import JSON
import Testing

@Suite("The service explains guests to administrators", .enabled(if: SimulatedService.binary != nil))
struct GuestDesignTests {
    private func body(_ image: String, _ network: String, _ flavor: String) -> JSONValue {
        let server: JSONValue = [
            "name": "vm", "imageRef": .string(image), "flavorRef": .string(flavor),
            "networks": [["uuid": .string(network)]],
        ]
        return .object([JSONValue.Member("server", server)])
    }

    private func element(_ path: String, of design: JSONValue?) -> JSONValue? {
        design?["elements"]?.arrayValue?.first { $0["path"]?.stringValue == path }
    }

    @Test("before a server is made and afterwards alike, with the operator's options, and makes nothing for the asking")
    func alike() throws {
        let service = try SimulatedService(["VIREO_LIBVIRT_CPU_MODE": "none"])
        try service.logIn()
        let (image, network, flavor) = (try service.image(of: [0]), try service.network(), try service.flavor())
        let path = "/image/v2/images/\(image)"
        let wire = try service.open()
        let change: JSONValue = [["op": "add", "path": "/hw_watchdog_action", "value": "reset"]]
        wire.send(
            service.request(
                "PATCH", path, change.encoded, type: "application/openstack-images-v2.1-json-patch"))
        #expect(wire.answer()?.status == 200)

        let asked = try service.send("POST", "/compute/v2.1/vireo-guest-designs", body(image, network, flavor))
        #expect(asked.status == 200, "\(asked.body)")
        let before = asked.body["guest_design"]
        #expect(before?["verdicts"]?[0]?["passes"] == true)
        let watchdog = try #require(element("domain/devices/watchdog/@action", of: before))
        #expect(watchdog["value"] == "reset")
        #expect(watchdog["decided_by"] == "image hw_watchdog_action=reset")
        #expect(
            before?["elements"]?.arrayValue?.contains { $0["decided_by"] == "setting libvirt.cpu_mode=none" } == true
                || before?["idle_inputs"]?.arrayValue?.contains("setting libvirt.cpu_mode=none") == true)
        #expect(try service.send("GET", "/compute/v2.1/servers").body["servers"] == [])
        let ports = try service.send("GET", "/network/v2.0/ports").body["ports"]?.arrayValue
        #expect(ports?.isEmpty == true)

        let made = try service.send("POST", "/compute/v2.1/servers", body(image, network, flavor))
        let server = try #require(made.body["server"]?["id"]?.stringValue)
        var after: JSONValue?
        let deadline = Wire.now + 20_000
        while Wire.now < deadline {
            let shown = try service.send("GET", "/compute/v2.1/servers/\(server)").body["server"]
            if shown?["status"] == "ACTIVE" { break }
        }
        after = try service.send("GET", "/compute/v2.1/servers/\(server)/vireo-guest-design").body["guest_design"]
        #expect(element("domain/uuid", of: after)?["value"] == .string(server))
        // All but what a server has of its own is as it was foretold.
        let own = [
            "uuid", "name", "metadata", "sysinfo", "mac", "source/@file", "target/@dev", "log/@file", "@path",
            "filterref/parameter",
        ]
        let paths = { (design: JSONValue?) in
            (design?["elements"]?.arrayValue ?? []).compactMap { element -> String? in
                guard let path = element["path"]?.stringValue, !own.contains(where: path.contains) else { return nil }
                return "\(path)=\(element["value"]?.stringValue ?? "") \(element["decided_by"]?.stringValue ?? "")"
            }
        }
        #expect(paths(before).count > 40)
        #expect(paths(before) == paths(after))
    }

    @Test("Asking makes no network where the automatic one is not there yet, and takes no port")
    func nothingMade() throws {
        let service = try SimulatedService()
        try service.logIn()
        let (image, flavor) = (try service.image(of: [0]), try service.flavor())
        func asked(_ networks: JSONValue) throws -> JSONValue? {
            let server: JSONValue = [
                "name": "vm", "imageRef": .string(image), "flavorRef": .string(flavor), "networks": networks,
            ]
            let answer = try service.send(
                "POST", "/compute/v2.1/vireo-guest-designs", .object([JSONValue.Member("server", server)]),
                version: "2.37")
            #expect(answer.status == 200, "\(answer.body)")
            return answer.body["guest_design"]
        }
        let filter = "domain/devices/interface/filterref/@filter"
        #expect(element(filter, of: try asked("auto"))?["value"] == "clean-traffic")
        #expect(try service.send("GET", "/network/v2.0/networks").body["networks"] == [])

        let network = try service.network()
        let made = try service.send("POST", "/network/v2.0/ports", ["port": ["network_id": .string(network)]])
        let port = try #require(made.body["port"]?["id"]?.stringValue)
        let mac = try #require(made.body["port"]?["mac_address"])
        let design = try asked([["port": .string(port)]])
        #expect(element("domain/devices/interface/mac/@address", of: design)?["value"] == mac)
        let shown = try service.send("GET", "/network/v2.0/ports/\(port)").body["port"]
        #expect(shown?["device_id"] == "" && shown?["binding:host_id"] == "")
    }
}
