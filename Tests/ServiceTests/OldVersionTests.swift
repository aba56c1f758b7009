import Foundation
import Testing

@Suite("vireo on old versions", .serialized, .enabled(if: SimulatedService.binary != nil))
struct OldVersionTests {
    /// libvirt's own driver for tests, which gives its hypervisor the version 0.0.2.
    private static let environment = ["VIREO_LIBVIRT_URI": "test:///default", "VIREO_VIRT_TYPE": "qemu"]
    private let state = "/var/tmp/vireo-old-version-test-\(getpid())"

    @Test("The service ends with both versions, the least ones and what to do")
    func serve() throws {
        defer { try? FileManager.default.removeItem(atPath: state) }
        let outcome = try Program.run(["serve", "--state", state, "--listen", "127.0.0.1:0"], Self.environment)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("QEMU 0.0.2 are too old, the service needs libvirt 8.0.0 and QEMU 6.2.0"))
        #expect(!outcome.errors.contains("does not say what it can do"))
    }

    @Test("The doctor fails it, and names what is off")
    func doctor() throws {
        let outcome = try Program.run(["doctor", "--state", state], Self.environment)
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n")
        let versions = try #require(lines.first { $0.hasPrefix("[FAIL] versions: libvirt ") })
        #expect(versions.contains("QEMU 0.0.2 are too old, the service needs libvirt 8.0.0 and QEMU 6.2.0"))
        let features = try #require(lines.first { $0.hasPrefix("[ok] features: off here: ") })
        #expect(features.contains("igb (from libvirt 9.3.0 and QEMU 8.0.0 on)"))
    }
}
