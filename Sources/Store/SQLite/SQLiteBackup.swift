internal import Foundation
internal import GRDB
internal import Glibc

/// Copies of a state folder's database, made while it is in use or not, and put back.
///
/// A copy that is to be put back lies in the folder under a name of its own until the store is opened the next time.
/// The database that it replaces is kept beside it.
package enum SQLiteBackup {
    /// What a copy holds.
    package struct Content: Hashable, Sendable {
        package let cluster: String
        package let revision: Int
        package let bytes: Int
    }

    static let waitingName = SQLiteStore.fileName + ".restore"
    static let replacedName = SQLiteStore.fileName + ".before-restore"
    /// What SQLite keeps beside a database. Source: sqlite.org, "Write-Ahead Logging".
    private static let companions = ["", "-wal", "-shm"]

    /// Copies the database as it is at one instant into a file for its owner alone; one that is there is replaced when
    /// the copy is whole. Blocks.
    ///
    /// - Throws: `BackupError`.
    package static func write(of folder: String, to file: String) throws(BackupError) -> Content {
        let source = "\(folder)/\(SQLiteStore.fileName)"
        guard access(source, R_OK) == 0 else { throw .noDatabase(source) }
        let part = file + ".part"
        unlink(part)
        do {
            // Made before SQLite fills it, so that nobody else may read it meanwhile either.
            let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw BackupError.unusable(file, String(cString: strerror(errno))) }
            close(descriptor)
            try reading(source) { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
            let content = try examine(part)
            try keep(part, as: file)
            return content
        } catch {
            unlink(part)
            throw error as? BackupError ?? .unusable(source, "\(error)")
        }
    }

    /// Reads a copy whole and says what it holds. Blocks.
    ///
    /// - Throws: `BackupError.notABackup` for what is damaged, of a newer program, or no copy of a store.
    package static func examine(_ file: String) throws(BackupError) -> Content {
        guard let bytes = size(of: file) else { throw .unusable(file, String(cString: strerror(errno))) }
        do {
            return try reading(file) { database in
                guard try String.fetchOne(database, sql: "PRAGMA quick_check") == "ok" else {
                    throw BackupError.notABackup(file, "it is damaged")
                }
                let schema = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                guard (1...SQLiteSchema.current.steps.count).contains(schema) else {
                    throw BackupError.notABackup(
                        file, "its schema is \(schema), and this program knows \(SQLiteSchema.current.steps.count)")
                }
                let history = SQLiteHistory(database: database)
                guard let cluster = try history.meta("cluster") as String? else {
                    throw BackupError.notABackup(file, "it names no cluster")
                }
                return Content(cluster: cluster, revision: Int(try history.revision().value), bytes: bytes)
            }
        } catch {
            throw error as? BackupError ?? .notABackup(file, "\(error)")
        }
    }

    /// Lays a copy ready to be put back when the folder's store is opened the next time. Blocks.
    ///
    /// - Throws: `BackupError`; `.otherCluster` where the folder's own database is of another cluster than the copy.
    package static func prepareRestore(of file: String, in folder: String) throws(BackupError) -> Content {
        let content = try examine(file)
        let present = "\(folder)/\(SQLiteStore.fileName)"
        if size(of: present) ?? 0 > 0, let own = try? cluster(of: present), own != content.cluster {
            throw .otherCluster(file, found: content.cluster, expected: own)
        }
        let part = "\(folder)/\(waitingName).part"
        unlink(part)
        do {
            try FileManager.default.copyItem(atPath: file, toPath: part)
        } catch {
            unlink(part)
            throw .unusable(part, error.localizedDescription)
        }
        chmod(part, 0o600)
        try keep(part, as: "\(folder)/\(waitingName)")
        return content
    }

    /// Puts back a copy that waits, unless a process has the folder open. Blocks.
    ///
    /// - Returns: the process that must do it; nil where it is done.
    /// - Throws: `BackupError`, `StoreOpeningError`.
    package static func finishRestore(in folder: String) throws -> Int32? {
        do {
            let state = try StateFolder(folder)
            defer { state.unlock() }
            try putBack(in: state)
            return nil
        } catch StoreOpeningError.inUse(_, let process?) {
            return process
        }
    }

    /// Whether a copy waits to be put back.
    package static func isWaiting(in folder: String) -> Bool { access("\(folder)/\(waitingName)", F_OK) == 0 }

    /// Puts back a copy that waits, if one does. It can be cut short anywhere and is then finished the next time.
    static func putBack(in folder: StateFolder) throws(BackupError) {
        guard isWaiting(in: folder.path) else { return }
        let (present, replaced) = ("\(folder.path)/\(SQLiteStore.fileName)", "\(folder.path)/\(replacedName)")
        if access(present, F_OK) == 0 {
            for companion in companions { unlink(replaced + companion) }
        }
        // Cut short between any two of these, the next try goes on: what has its new name already is absent here.
        for companion in companions where rename(present + companion, replaced + companion) != 0 && errno != ENOENT {
            throw .unusable(present + companion, String(cString: strerror(errno)))
        }
        try keep("\(folder.path)/\(waitingName)", as: present)
    }

    /// A database that cannot be read at all says nothing of its cluster, and may be replaced by any.
    private static func cluster(of file: String) throws -> String? {
        try reading(file) { try SQLiteHistory(database: $0).meta("cluster") }
    }

    private static func reading<Value>(_ file: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? queue.close() }
        return try queue.inDatabase(body)
    }

    private static func size(of file: String) -> Int? {
        var status = stat()
        return stat(file, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Gives a finished file its name, so that it is there whole or not at all, whenever the machine dies.
    private static func keep(_ part: String, as file: String) throws(BackupError) {
        try sync(part, O_RDONLY)
        guard rename(part, file) == 0 else { throw .unusable(file, String(cString: strerror(errno))) }
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
        try sync(folder, O_RDONLY | O_DIRECTORY)
    }

    private static func sync(_ path: String, _ flags: Int32) throws(BackupError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unusable(path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unusable(path, String(cString: strerror(errno))) }
    }
}
