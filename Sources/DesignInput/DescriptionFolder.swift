import Foundation

/// The files that describe a host.
struct DescriptionFolder {
    let path: String

    func text(_ name: String) throws(DesignInputError) -> String {
        guard let text = try? String(contentsOfFile: path + "/" + name, encoding: .utf8) else {
            throw DesignInputError(reason: "the host's description lacks a readable \(path)/\(name)")
        }
        return text
    }

    /// Nil where the file is not there.
    func optionalText(_ name: String) -> String? {
        (try? text(name)).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    /// Names in order; none where the folder is not there.
    func files(in folder: String = "", prefix: String = "") -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)
        return (names ?? []).filter { $0.hasPrefix(prefix) }.sorted()
    }
}
