import Foundation
import JSON

/// The API reference's samples that lie beside the tests.
enum SampleFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Samples")

    static func read(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: Array(try Data(contentsOf: root.appending(path: path))))
    }

    /// The minor versions for which the folder has that file; 1 stands for the folder itself.
    static func versions(of file: String, in folder: String) throws -> [Int] {
        let entries = try FileManager.default.contentsOfDirectory(
            at: root.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        let names = entries.map(\.lastPathComponent)
        var versions = names.contains(file) ? [1] : []
        for name in names where name.hasPrefix("v2.") {
            let path = root.appending(path: folder).appending(path: name).appending(path: file).path()
            if let minor = Int(name.dropFirst(3)), FileManager.default.fileExists(atPath: path) {
                versions.append(minor)
            }
        }
        return versions.sorted()
    }

    /// The sample that holds for that version.
    static func sample(_ file: String, in folder: String, at minor: Int) throws -> JSONValue {
        let versions = try versions(of: file, in: folder).filter { $0 <= minor }
        guard let newest = versions.last else { throw CocoaError(.fileNoSuchFile) }
        return try read(newest == 1 ? "\(folder)/\(file)" : "\(folder)/v2.\(newest)/\(file)")
    }
}
