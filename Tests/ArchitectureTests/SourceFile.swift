import Foundation

/// A Swift file of the project as the rules look at it.
struct SourceFile {
    /// Relative to the project's folder.
    let path: String
    let lines: [String]
    /// The lines without comments and without what stands in string literals.
    let code: [String]

    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below a folder of the project, in the order of their paths.
    static func all(under folder: String) throws -> [SourceFile] {
        try Folder(folder).files(endingIn: ".swift").map { path in
            let text = try String(contentsOf: project.appending(path: path), encoding: .utf8)
            return SourceFile(path: path, text: text)
        }
    }

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = Self.code(lines)
    }

    /// `Sources/<target>/…`: the target's name.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// The file's name without its ending.
    var name: String { String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "") }

    /// The modules that it imports, with the lines where it does.
    var imports: [(module: String, line: Int)] {
        code.enumerated().compactMap { index, line in
            let words = line.split(separator: " ").map(String.init)
            guard let position = words.firstIndex(of: "import"), position < 4,
                words[..<position].allSatisfy({ Self.importPrefixes.contains($0) || $0.hasPrefix("@") })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            guard let name = words[(position + 1)...].first(where: { !kinds.contains($0) }) else { return nil }
            return (name.split(separator: ".").first.map(String.init) ?? name, index + 1)
        }
    }

    private static let importPrefixes: Set = ["public", "package", "internal", "fileprivate", "private"]

    /// Comments are cut off and the content of literals is left out; good enough for searching, not for compiling.
    private static func code(_ lines: [String]) -> [String] {
        var isInBlock = false
        return lines.map { line in
            let quotes = line.components(separatedBy: "\"\"\"").count - 1
            defer { if quotes % 2 == 1 { isInBlock.toggle() } }
            guard !isInBlock, quotes == 0 else { return "" }
            return code(line)
        }
    }

    private static func code(_ line: String) -> String {
        var result = ""
        var isInLiteral = false
        var previous: Character = " "
        for character in line {
            if character == "\"", previous != "\\" { isInLiteral.toggle() }
            if !isInLiteral {
                if character == "/", previous == "/" { return String(result.dropLast()) }
                result.append(character)
            }
            previous = previous == "\\" && character == "\\" ? " " : character
        }
        return result
    }
}
