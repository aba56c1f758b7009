import Foundation
import JSON
import Testing

/// One guest's way through the API, from its image to its end.
@MainActor
final class HardwareRun {
    private let guest: HardwareGuest
    private let tenant: Tenant
    private let networks: [String]
    private let began = ContinuousClock.now
    private(set) var server: String?
    /// Ports that the run made, which outlast the server.
    private var ports: [String] = []

    init(_ guest: HardwareGuest, _ tenant: Tenant, networks: [String]) {
        self.guest = guest
        self.tenant = tenant
        self.networks = networks
    }

    var seconds: Int64 { (ContinuousClock.now - began).components.seconds }

    private var service: Service { tenant.service }

    func boot() async throws {
        let image = try await makeImage()
        let server = try await create(image, try await makeFlavor())
        self.server = server
        if guest.status == "ERROR" {
            try await tenant.await(server, "ERROR")
            let fault = try await service.get("/compute/v2.1/servers/\(server)").body["server"]?["fault"]?["message"]
            #expect(fault?.stringValue?.contains(guest.fault ?? "") == true, "\(guest.name): \(fault ?? .null)")
        } else {
            try await tenant.await(server, "ACTIVE", within: .seconds(120))
            try expectHardware(of: server)
            try await expectExplanation(of: server)
            try await expectConsole(of: server)
            try await tenant.await(server, guest.status, within: .seconds(60))
        }
        try await service.delete("/compute/v2.1/servers/\(server)")
        try await tenant.await(server, nil)
        for port in ports { #expect(try await service.delete("/network/v2.0/ports/\(port)").status == 204) }
        #expect(try await service.delete("/image/v2/images/\(image)").status == 204)
    }

    // MARK: What it is made of

    private func makeImage() async throws -> String {
        let images = try #require(HardwareGuest.images)
        let file: (path: String, format: String) =
            switch guest.system {
            case .small: (images.small, "qcow2")
            case .driven: (images.driven, "qcow2")
            case .halting: (images.halting, "raw")
            case .disc: (try Disc(booting: images.halting, at: service.state + "/disc.iso").path, "iso")
            }
        return try await tenant.image(
            guest.name, file: file.path, format: file.format, properties: guest.properties)
    }

    private func makeFlavor() async throws -> String {
        let answer = try await service.post(
            "/compute/v2.1/flavors",
            [
                "flavor": [
                    "name": .string(guest.name), "ram": JSONValue(guest.memoryMiB), "vcpus": JSONValue(guest.vcpus),
                    "disk": 1, "OS-FLV-EXT-DATA:ephemeral": JSONValue(guest.ephemeralGiB),
                    "swap": JSONValue(guest.swapMiB),
                ]
            ])
        let flavor = try #require(answer.body["flavor"]?["id"]?.stringValue, "\(guest.name): \(answer.body)")
        if !guest.extraSpecs.isEmpty {
            let specs = try await service.post(
                "/compute/v2.1/flavors/\(flavor)/os-extra_specs", ["extra_specs": JSONValue(guest.extraSpecs)])
            #expect(specs.status == 200, "\(guest.name): \(specs.body)")
        }
        return flavor
    }

    private func create(_ image: String, _ flavor: String) async throws -> String {
        var server: [JSONValue.Member] = [
            .init("name", .string(guest.name)), .init("imageRef", .string(image)),
            .init("flavorRef", .string(flavor)), .init("config_drive", .bool(guest.hasConfigDrive)),
            .init("networks", .array(try await makeNetworks())),
        ]
        if !guest.script.isEmpty {
            let script = (["#!/bin/sh"] + guest.script).joined(separator: "\n") + "\n"
            server.append(.init("user_data", .string(Data(script.utf8).base64EncodedString())))
        }
        let answer = try await service.post("/compute/v2.1/servers", ["server": .object(server)])
        return try #require(answer.body["server"]?["id"]?.stringValue, "\(guest.name): \(answer.body)")
    }

    private func makeNetworks() async throws -> [JSONValue] {
        guard !guest.cards.isEmpty else { return networks.prefix(guest.networks).map { ["uuid": .string($0)] } }
        for (network, model) in zip(networks, guest.cards) {
            let profile: JSONValue = model.isEmpty ? [:] : ["vif_model": .string(model)]
            let answer = try await service.post(
                "/network/v2.0/ports", ["port": ["network_id": .string(network), "binding:profile": profile]])
            ports.append(try #require(answer.body["port"]?["id"]?.stringValue, "\(guest.name): \(answer.body)"))
        }
        return ports.map { ["port": .string($0)] }
    }

    // MARK: What came of it

    private func expectHardware(of server: String) throws {
        let process = try #require(Guests.process(of: server), "\(guest.name): no QEMU")
        #expect(kill(process, 0) == 0, "\(guest.name)")
        let missing = try LiveDomain(server).missing(guest.domain)
        #expect(missing == [], "\(guest.name)")
        if guest.extraSpecs["hw:mem_page_size"] == "2MB" {
            let memory = Tool.run("cat", "/proc/\(process)/smaps").output
            let hasHugePages = memory.contains(/KernelPageSize: +2048 kB/)
            #expect(hasHugePages, "\(guest.name)")
        }
    }

    /// What administrators are told of the guest is what libvirt runs.
    private func expectExplanation(of server: String) async throws {
        let answer = try await service.get("/compute/v2.1/servers/\(server)/vireo-guest-design")
        let elements = answer.body["guest_design"]?["elements"]?.arrayValue ?? []
        #expect(elements.count > 40, "\(guest.name): \(answer.status) \(answer.body)")
        let missing = try LiveDomain(server).missing(explained: elements)
        // While the guest runs libvirt shows the model that it chose.
        #expect(missing.filter { $0 != "domain/cpu/@mode=host-model" } == [], "\(guest.name)")
    }

    private func expectConsole(of server: String) async throws {
        let patterns = try guest.says.map { (text: $0, regex: try Regex($0)) }
        let deadline = ContinuousClock.now + .seconds(180)
        var missing: [String] = []
        var log = ""
        repeat {
            let answer = try await tenant.act(["os-getConsoleOutput": [:]], server)
            log = answer.body["output"]?.stringValue ?? log
            missing = patterns.filter { !log.contains($0.regex) }.map(\.text)
            if missing.isEmpty { return }
            try await Task.sleep(for: .milliseconds(250))
        } while ContinuousClock.now < deadline
        Issue.record("\(guest.name) does not say \(missing): \(log.suffix(6000))")
    }
}
