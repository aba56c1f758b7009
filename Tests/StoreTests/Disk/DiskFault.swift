import GRDBSQLite
import Synchronization

/// Refuses what is done to a folder's files when a test says so.
final class DiskFault: Sendable {
    enum Kind: Sendable {
        /// One operation fails.
        case once
        /// No space for anything until the fault is over.
        case full
        /// Nothing can be written until the fault is over, as on a file system that has become read-only.
        case readOnly
        /// The disk takes what is written, but cannot say that it is there.
        case sync
        /// Nothing can be read until the fault is over.
        case read

        /// Those that hinder commits.
        static let ofCommits: [Self] = [.once, .full, .readOnly, .sync]
    }

    private struct State {
        var kind: Kind?
        /// How many operations still succeed.
        var left = 0
        var refused = 0
    }

    private let state = Mutex(State())

    /// How many operations it has refused.
    var refused: Int { state.withLock { $0.refused } }

    func begin(_ kind: Kind, after operations: Int) {
        state.withLock { ($0.kind, $0.left) = (kind, operations) }
    }

    func end() { state.withLock { $0.kind = nil } }

    func script(_ file: String, _ operation: DiskShim.Operation) -> CInt {
        state.withLock { state in
            guard let kind = state.kind else { return SQLITE_OK }
            if case .read = operation, kind != .read { return SQLITE_OK }
            if state.left > 0 {
                state.left -= 1
                return SQLITE_OK
            }
            let code = Self.refusal(kind, operation)
            if code != SQLITE_OK { state.refused += 1 }
            if kind == .once { state.kind = nil }
            return code
        }
    }

    /// What SQLite's own files answer where the system call fails. Source: sqlite.org, "Result and Error Codes".
    private static func refusal(_ kind: Kind, _ operation: DiskShim.Operation) -> CInt {
        switch (kind, operation) {
        case (.read, .read): SQLITE_IOERR | 1 << 8
        case (.read, _), (_, .read): SQLITE_OK
        case (.full, .write): SQLITE_FULL
        case (.full, _), (.sync, .write), (.sync, .truncate): SQLITE_OK
        case (.once, .write), (.readOnly, .write): SQLITE_IOERR | 3 << 8
        case (.once, .truncate), (.readOnly, .truncate): SQLITE_IOERR | 6 << 8
        case (_, .sync): SQLITE_IOERR | 4 << 8
        }
    }
}
