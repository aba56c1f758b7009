import Agent
import Crypto
import Foundation
import HostLink
import Hypervisor
import Logging
import Model
import Runtime

/// A host's disk folder for one test, gone when the test lets it go.
final class Workplace: Sendable {
    let root: String
    let clock = MovedClock()
    let content = FakeContent()

    var instances: String { root + "/instances" }
    var cache: String { instances + "/_base" }
    var server: ID<Server> { ID("5f3c1f0e-8d5e-4e9f-9a53-0c1a2b3c4d5e") }
    var folder: String { "\(instances)/\(server)" }

    init(under parent: String = NSTemporaryDirectory()) throws {
        root = "\(parent)/vireo-disks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func open(
        tools: [String] = ["/usr/bin", "/usr/sbin"],
        deadline: Duration = .seconds(120),
        instances: String? = nil
    ) async throws -> DiskFiles {
        var settings = DiskSettings(instances: instances ?? self.instances, toolDeadline: deadline)
        settings.toolFolders = tools
        return try await DiskFiles.open(
            settings,
            content: content,
            runtime: clock,
            logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// An image with these bytes, which the image service has.
    func image(
        _ bytes: [UInt8],
        format: String = "raw",
        id: String = UUID().uuidString.lowercased()
    ) -> Image {
        content.put(bytes, id)
        return Image(
            id: ID(id),
            name: nil,
            owner: nil,
            status: .active,
            size: Int64(bytes.count),
            hash: Self.sha512(bytes),
            hashAlgorithm: "sha512",
            diskFormat: format,
            containerFormat: "bare"
        )
    }

    static func sha512(_ bytes: [UInt8]) -> String {
        SHA512.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    /// All names below a folder of the workplace, hidden ones too.
    func names(_ path: String) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
    }

    func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

    func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// A file of that format, made by qemu-img, as bytes.
    func made(_ format: String, _ arguments: [String] = [], size: String = "1M") throws -> [UInt8] {
        let path = "\(root)/made-\(UUID().uuidString)"
        try Tool.run("qemu-img", ["create", "-q", "-f", format] + arguments + [path, size])
        return try bytes(path)
    }

    /// Text of some length that is no image of any kind.
    static func plain(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) } }
}
