import Foundation
import Testing

@Suite("Paths in the documents")
struct DocumentPathTests {
    @Test("Every path of the project that a document names is there")
    func paths() throws {
        for document in try ["README.md"] + Folder("docs").files(endingIn: ".md") {
            let url = SourceFile.project.appending(path: document)
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
            for path in Self.paths(in: text) {
                #expect(
                    FileManager.default.fileExists(atPath: SourceFile.project.appending(path: path).path),
                    "\(document) names \(path)")
            }
        }
    }

    @Test("A pattern stands for the folder that it is in")
    func patterns() {
        let text =
            "See `Sources/Model/Server.swift`, docs/decisions/. Not https://example.org/docs/x nor Sources/<target>/A."
        #expect(Self.paths(in: text) == ["Sources/Model/Server.swift", "docs/decisions", "Sources"])
        #expect(Self.paths(in: "Tests/*Tests and Sources/Agent/Disks/{A,B}.swift") == ["Tests", "Sources/Agent/Disks"])
    }

    private static func paths(in text: String) -> [String] {
        let path = #/(?<before>^|[\s`(\["'])(?<path>(Sources|Tests|scripts|docs)/[\w./+\-]*)(?<after>[<*{…])?/#
        return text.matches(of: path).map { match in
            var path = String(match.output.path)
            if match.output.after != nil { path = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) }
            while let last = path.last, "./".contains(last) { path.removeLast() }
            return path
        }
    }
}
