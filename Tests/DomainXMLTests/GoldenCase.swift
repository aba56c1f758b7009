import DesignInput
import Foundation
import GuestDesign
import Testing

/// One case of the comparison with Nova, from the folder of facts beside the tests.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    let name: String

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    static let host = folder.appendingPathComponent("_host").path

    /// The described hosts, read once.
    static let hosts = Result {
        try ["real", "numa"].reduce(into: [String: HostCapabilities]()) { hosts, name in
            hosts[name] = try HostCapabilities(describedIn: host, host: name)
        }
    }

    static let all: [GoldenCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0 != "_host" }.sorted().map(GoldenCase.init)
    }()

    /// Those of which libvirt's own reading is kept.
    static let settled = all.filter { $0.text("libvirt.xml") != nil }

    var testDescription: String { name }

    var input: [UInt8] { [UInt8]((text("input.json") ?? "").utf8) }

    var isRefused: Bool { text("error.json") != nil }

    func request() throws -> GuestRequest {
        let hosts = try Self.hosts.get()
        return try DesignInput(input) { name in try #require(hosts[name]) }.request
    }

    func text(_ file: String) -> String? {
        try? String(contentsOf: Self.folder.appendingPathComponent(name).appendingPathComponent(file), encoding: .utf8)
    }
}
