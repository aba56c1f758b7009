/// Why a state folder cannot be opened; for whoever started the program.
package enum StoreOpeningError: Error, Hashable, CustomStringConvertible {
    /// Another process, if it is known which, or another part of this one, has the folder open.
    case inUse(folder: String, process: Int32?)
    case newerSchema(file: String, found: Int, known: Int)
    case notAStore(file: String)
    case damaged(file: String, reason: String)
    case unusable(path: String, reason: String)

    package var description: String {
        switch self {
        case .inUse(let folder, let process):
            "the state folder \(folder) is in use by \(process.map { "process \($0)" } ?? "another process"): "
                + "stop that one first, or choose another folder"
        case .newerSchema(let file, let found, let known):
            "\(file) was written by a newer program (schema \(found); this one knows \(known)): run the newer program, "
                + "or put back the copy that was kept beside it when it was upgraded"
        case .notAStore(let file):
            "\(file) is a database, but not a store of this program: choose another folder"
        case .damaged(let file, let reason):
            "\(file) cannot be read (\(reason)): put back a backup, or move it away to begin with an empty store"
        case .unusable(let path, let reason):
            "\(path) cannot be used (\(reason)): check its permissions and the free space"
        }
    }
}
