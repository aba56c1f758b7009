internal import Glibc
internal import NIOPosix

/// The folder of the images' files: `<image>` is an image's whole content, `<image>.<upload>.part` is an upload's.
struct ImageFolder: Sendable {
    let path: String
    let threads: NIOThreadPool

    init(_ path: String, threads: NIOThreadPool = .singleton) {
        self.path = path
        self.threads = threads
    }

    func file(of image: String) -> String { "\(path)/\(image)" }

    func part(of image: String, upload: String) -> String { "\(path)/\(image).\(upload).part" }

    static func isPart(_ name: String) -> Bool { name.hasSuffix(".part") }

    /// Makes the folder, for this user alone, with those above it.
    func prepare() async throws {
        try await run { [path] in
            var made = ""
            for part in path.split(separator: "/") {
                made += path.hasPrefix("/") || !made.isEmpty ? "/\(part)" : "\(part)"
                guard mkdir(made, 0o700) == 0 || errno == EEXIST else { throw FileFailure(errno, "make", made) }
            }
        }
    }

    /// The names of all files.
    func names() async throws -> [String] {
        try await run { [path] in
            guard let folder = opendir(path) else { throw FileFailure(errno, "list", path) }
            defer { closedir(folder) }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { names.append(name) }
            }
            return names
        }
    }

    /// Does nothing where there is no such file.
    func remove(_ file: String) async throws {
        try await run {
            guard unlink(file) == 0 || errno == ENOENT else { throw FileFailure(errno, "remove", file) }
        }
    }

    func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await threads.runIfActive(work)
    }
}
