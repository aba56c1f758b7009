internal import GRDB

extension StoreError {
    /// What the engine met.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            let message = error.message ?? error.resultCode.description
            switch error.resultCode {
            case _ where error.isDiskFull: self = .unavailable("the disk is full (\(message)): free some space")
            case .SQLITE_READONLY: self = .unavailable("the state folder cannot be written (\(message))")
            case .SQLITE_IOERR: self = .unavailable("the disk does not read or write (\(error.extendedResultCode))")
            default: self = .unavailable(message)
            }
        default:
            self = .unavailable("\(error)")
        }
    }
}

extension DatabaseError {
    /// No space in the files themselves, or for the index of the log (`SQLITE_IOERR_SHMSIZE`).
    var isDiskFull: Bool { resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE }
}

extension StoreOpeningError {
    init(_ error: DatabaseError, file: String) {
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(file: file, reason: reason)
        default: self = .unusable(path: file, reason: reason)
        }
    }
}
