import Foundation

/// A folder of the project.
struct Folder {
    private let path: String

    /// - Parameter path: relative to the project's folder.
    init(_ path: String) { self.path = path }

    private var url: URL { SourceFile.project.appending(path: path) }

    /// The names of the folders in it.
    func folders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            at: url.resolvingSymlinksInPath(), includingPropertiesForKeys: [.isDirectoryKey]
        )
        .map(\.lastPathComponent).filter { isFolder("\(path)/\($0)") }.sorted()
    }

    /// All files in it and below it with that ending, relative to the project's folder; none where it is not there.
    func files(endingIn ending: String) throws -> [String] {
        guard let all = FileManager.default.enumerator(atPath: url.resolvingSymlinksInPath().path) else { return [] }
        return all.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.map { "\(path)/\($0)" }.sorted()
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let there = FileManager.default.fileExists(
            atPath: SourceFile.project.appending(path: path).path, isDirectory: &isFolder)
        return there && isFolder.boolValue
    }
}
