import DesignInput
import DomainXML
import Foundation
import GuestDesign
import Testing

@Suite("Requests of any kind")
struct RandomDesignTests {
    /// More in a long run: `RANDOM_DESIGNS=10000`.
    private static let count = ProcessInfo.processInfo.environment["RANDOM_DESIGNS"].flatMap { UInt64($0) } ?? 1500

    @Test("End in a refusal with a reason, or in a domain that libvirt's schema accepts; the same each time")
    func outcomes() throws {
        let hosts = try GoldenCase.hosts.get()
        var refused = 0
        var domains: [UInt64: String] = [:]
        for seed in 0..<Self.count {
            let request = RandomRequest(seed: seed)
            do {
                let domain = try design(input: request.bytes) { try #require(hosts[$0]) }
                domains[seed] = domain
                if seed % 16 == 0 { #expect(try design(input: request.bytes) { try #require(hosts[$0]) } == domain) }
            } catch {
                refused += 1
                let reason = "\(error)"
                #expect(reason.count > 20 && !reason.contains("Error("), "seed \(seed): \(reason)")
            }
        }
        #expect(refused > 0 && domains.count > Int(Self.count) / 20, "\(domains.count) domains, \(refused) refusals")
        try check(domains.filter { $0.key % 4 == 0 })
    }

    @Test("Every input of a request that makes a guest is explained")
    func explanations() throws {
        let hosts = try GoldenCase.hosts.get()
        for seed in 0..<60 as Range<UInt64> {
            let bytes = RandomRequest(seed: seed).bytes
            guard let domain = try? design(input: bytes, capabilities: { try #require(hosts[$0]) }) else { continue }
            let text = try explainedDesign(input: bytes) { try #require(hosts[$0]) }
            #expect(text.split(separator: "\n").count > domain.split(separator: "\n").count / 2)
            #expect(text.contains("domain/uuid = 856bb4be-8b8d-5c0a-9613-3228c3539bd8  <- server (its id)"))
        }
    }

    /// libvirt's own driver for tests defines nothing, but looks at the schema; where it is there.
    private func check(_ domains: [UInt64: String]) throws {
        let virsh = "/usr/bin/virsh"
        guard FileManager.default.isExecutableFile(atPath: virsh) else { return }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "designs-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let commands = try domains.sorted { $0.key < $1.key }.map { seed, domain in
            let file = folder.appendingPathComponent("\(seed).xml")
            try domain.write(to: file, atomically: false, encoding: .utf8)
            return "define --validate \(file.path)\nundefine 856bb4be-8b8d-5c0a-9613-3228c3539bd8\n"
        }
        let (input, output) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try commands.joined().write(to: input, atomically: false, encoding: .utf8)
        try "".write(to: output, atomically: false, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: virsh)
        process.arguments = ["--quiet", "--connect", "test:///default"]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map(String.init)
        for (index, line) in lines.enumerated() where line.contains("failed to validate against schema") {
            Issue.record("\(lines[max(0, index - 1)...min(lines.count - 1, index + 3)].joined(separator: "; "))")
        }
    }
}
