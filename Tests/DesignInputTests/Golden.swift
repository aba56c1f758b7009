import Foundation
import Testing

/// Compares with a file beside this one, or writes it where `UPDATE_GOLDEN` is set.
func golden(_ path: String, _ actual: String, file: String = #filePath) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(path)").standardized
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(actual.utf8).write(to: url) }
    #expect(try String(contentsOf: url, encoding: .utf8) == actual, "UPDATE_GOLDEN=1 writes \(path)")
}
