import Foundation
import Model
import Testing

@testable import LibvirtDriver

@Suite("A network's dnsmasq, by the file of its process id")
struct DHCPDaemonTests {
    private func isAlive(_ content: String?) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        if let content { try Data(content.utf8).write(to: folder.appending(path: "vireo-network.pid")) }
        return DHCPDaemon(of: ID("network"), in: folder.path).isAlive
    }

    @Test("Where nothing is known of it, it is not taken for dead")
    func unknown() throws {
        #expect(try isAlive(nil))
        #expect(try isAlive(""))
    }

    @Test("A process that is none, or another's, is not it")
    func dead() throws {
        #expect(try !isAlive("\(Int32.max)\n"))
        #expect(try !isAlive("\(getpid())\n"))
    }
}
