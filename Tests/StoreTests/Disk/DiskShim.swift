import GRDBSQLite
import Glibc
import Synchronization

/// SQLite's door to the disk, with a test's hand on it: what is done to files of a folder that a test follows is shown to
/// its script, which may refuse it. Other folders are left alone.
///
/// Source of the interface: sqlite.org, "The SQLite OS Interface or VFS".
enum DiskShim {
    enum Operation: Sendable {
        case read
        case write(offset: Int, bytes: [UInt8])
        case truncate(Int)
        case sync
    }

    /// What SQLite is told of the operation on that file; `SQLITE_OK` lets it go to the disk.
    typealias Script = @Sendable (_ file: String, Operation) -> CInt

    private typealias SQLiteFile = UnsafeMutablePointer<sqlite3_file>

    private struct File: Sendable {
        let path: String
        /// The address of the system's methods for it.
        let methods: Int
    }

    private struct State: Sendable {
        /// By folder.
        var scripts: [String: Script] = [:]
        /// By the address of SQLite's file.
        var files: [Int: File] = [:]
        /// The addresses of our methods, by those of the system's.
        var methods: [Int: Int] = [:]
    }

    private static let state = Mutex(State())
    nonisolated(unsafe) private static let system = sqlite3_vfs_find(nil)
    nonisolated(unsafe) private static let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)

    private static let isInstalled: Bool = {
        guard let system else { return false }
        shim.initialize(to: system.pointee)
        shim.pointee.zName = UnsafePointer(strdup("vireo-tests"))
        shim.pointee.xOpen = { _, name, file, flags, outFlags in DiskShim.open(name, file, flags, outFlags) }
        return sqlite3_vfs_register(shim, 1) == SQLITE_OK
    }()

    /// Shows to the script what is done with files of the folder that are opened from now on.
    static func follow(_ folder: String, _ script: @escaping Script) -> Bool {
        state.withLock { $0.scripts[folder] = script }
        return isInstalled
    }

    /// How often a file has been opened, if it was never closed.
    static func connections(to file: String) -> Int {
        state.withLock { $0.files.values.count { $0.path == file } }
    }

    static func leave(_ folder: String) { state.withLock { $0.scripts[folder] = nil } }

    private static func open(
        _ name: UnsafePointer<CChar>?, _ file: SQLiteFile?, _ flags: CInt, _ outFlags: UnsafeMutablePointer<CInt>?
    ) -> CInt {
        guard let system, let result = system.pointee.xOpen?(system, name, file, flags, outFlags) else {
            return SQLITE_ERROR
        }
        guard result == SQLITE_OK, let file, let name, let methods = file.pointee.pMethods else { return result }
        let path = String(cString: name)
        let own = state.withLock { state -> Int? in
            guard state.scripts.keys.contains(where: { path.hasPrefix($0 + "/") }) else { return nil }
            let system = Int(bitPattern: methods)
            state.files[Int(bitPattern: file)] = File(path: path, methods: system)
            if state.methods[system] == nil { state.methods[system] = makeMethods(like: system) }
            return state.methods[system]
        }
        if let own { file.pointee.pMethods = UnsafePointer(bitPattern: own) }
        return SQLITE_OK
    }

    private static func makeMethods(like system: Int) -> Int? {
        guard let system = UnsafePointer<sqlite3_io_methods>(bitPattern: system) else { return nil }
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: system.pointee)
        methods.pointee.xRead = { file, bytes, count, offset in
            DiskShim.perform(.read, on: file) { $0.xRead?(file, bytes, count, offset) }
        }
        methods.pointee.xWrite = { file, bytes, count, offset in
            let content = Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            return DiskShim.perform(.write(offset: Int(offset), bytes: content), on: file) {
                $0.xWrite?(file, bytes, count, offset)
            }
        }
        methods.pointee.xTruncate = { file, size in
            DiskShim.perform(.truncate(Int(size)), on: file) { $0.xTruncate?(file, size) }
        }
        methods.pointee.xSync = { file, flags in
            DiskShim.perform(.sync, on: file) { $0.xSync?(file, flags) }
        }
        return Int(bitPattern: methods)
    }

    private static func perform(
        _ operation: Operation, on file: SQLiteFile?, _ work: (sqlite3_io_methods) -> CInt?
    ) -> CInt {
        let found = state.withLock { state -> (File, folder: String, Script?)? in
            guard let known = state.files[Int(bitPattern: file)] else { return nil }
            let folder = state.scripts.keys.first { known.path.hasPrefix($0 + "/") }
            return (known, folder ?? "", folder.flatMap { state.scripts[$0] })
        }
        guard let (known, folder, script) = found,
            let methods = UnsafePointer<sqlite3_io_methods>(bitPattern: known.methods)
        else { return SQLITE_MISUSE }
        let verdict = script?(String(known.path.dropFirst(folder.utf8.count + 1)), operation) ?? SQLITE_OK
        return verdict == SQLITE_OK ? work(methods.pointee) ?? SQLITE_MISUSE : verdict
    }
}
