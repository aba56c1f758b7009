import Foundation

/// The file of differences that are meant to be, with their reasons.
struct PermittedDifferences {
    private struct Rule {
        let caseName: String
        let line: String
    }

    private let rules: [Rule]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("PERMITTED")
        let text = try String(contentsOf: file, encoding: .utf8)
        rules = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
            return Rule(caseName: parts[0], line: parts.count > 1 ? parts[1] : "")
        }
    }

    func permits(_ line: String, in caseName: String) -> Bool {
        rules.contains { Self.matches(caseName, $0.caseName) && Self.matches(line, $0.line) }
    }

    /// `*` stands for any text, `?` for any character.
    static func matches(_ text: some StringProtocol, _ pattern: some StringProtocol) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return (0...text.count).contains { matches(text.dropFirst($0), pattern.dropFirst()) }
        }
        guard let head = text.first, first == "?" || first == head else { return false }
        return matches(text.dropFirst(), pattern.dropFirst())
    }
}
