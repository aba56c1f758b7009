internal import Foundation

/// Where secrets of a run may not be: a log, a command line, a file that others of the host can read.
package struct Exposure {
    /// By what they are.
    package let secrets: [String: String]

    package init(_ secrets: [String: String]) {
        self.secrets = secrets
    }

    /// Each place where one of the secrets is.
    ///
    /// - Parameter folders: looked through with all that is below them.
    package func found(log: String, folders: [String]) throws -> [String] {
        let lines = Self.commandLines
        let files = try folders.flatMap(Self.readableFiles)
        var found = secrets.filter { log.contains($0.value) }.map { "\($0.key) is in the log" }
        found += secrets.filter { secret in lines.contains { $0.contains(secret.value) } }
            .map { "\($0.key) is in a command line" }
        for file in files {
            guard let content = try? Data(contentsOf: URL(filePath: file), options: .alwaysMapped) else { continue }
            found += secrets.filter { content.range(of: Data($0.value.utf8)) != nil }
                .map { "\($0.key) is in \(file)" }
        }
        return found.sorted()
    }

    /// Those of all processes.
    private static var commandLines: [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.compactMap { process in
            (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// The regular files below that others may read and can reach; what goes away meanwhile is not there.
    private static func readableFiles(_ folder: String) throws -> [String] {
        var found: [String] = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let path = "\(folder)/\(name)"
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
            let mode = attributes[.posixPermissions] as? Int ?? 0
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory? where mode & 0o001 != 0: found += try readableFiles(path)
            case .typeRegular? where mode & 0o004 != 0: found.append(path)
            default: break
            }
        }
        return found
    }
}
