import Foundation

/// A folder of the test's own that all may enter, gone with its last owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = "/var/tmp/vireo-driver-\(UUID().uuidString.lowercased().prefix(13))"
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
