/// Why a database cannot be copied or put back; for whoever asked for it.
package enum BackupError: Error, Hashable, CustomStringConvertible {
    case noDatabase(String)
    case notABackup(String, String)
    case otherCluster(String, found: String, expected: String)
    case unusable(String, String)

    package var description: String {
        switch self {
        case .noDatabase(let file): "there is no database \(file): name the state folder with --state"
        case .notABackup(let file, let reason): "\(file) cannot be put back: \(reason)"
        case .otherCluster(let file, let found, let expected):
            "\(file) is of the cluster \(found), and the state folder of \(expected): its servers are not this host's. "
                + "Name the state folder that it was made of, or an empty one"
        case .unusable(let path, let reason):
            "\(path) cannot be used (\(reason)): check its permissions and the free space"
        }
    }
}
