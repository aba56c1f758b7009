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
                #expect(Self.isKept(path), "\(document) names \(path)")
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

    @Test("A folder without a file is not there: no copy of the project would have it")
    func emptyFolders() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let inner = folder.appending(path: "a/b")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(!Self.isKept("a", in: folder))
        try Data().write(to: inner.appending(path: "file"))
        #expect(Self.isKept("a", in: folder))
        #expect(Self.isKept("a/b/file", in: folder))
        #expect(!Self.isKept("a/c", in: folder))
    }

    private static func isKept(_ path: String, in project: URL = SourceFile.project) -> Bool {
        let url = project.appending(path: path)
        var isFolder = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return false }
        guard isFolder.boolValue else { return true }
        let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: [.isRegularFileKey])
        return files?.contains { ($0 as? URL)?.hasDirectoryPath == false } == true
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
