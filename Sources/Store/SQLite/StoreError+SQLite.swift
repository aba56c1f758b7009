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
            case .SQLITE_FULL: self = .unavailable("the disk is full (\(message)): free some space")
            case .SQLITE_READONLY: self = .unavailable("the state folder cannot be written (\(message))")
            case .SQLITE_IOERR: self = .unavailable("the disk does not read or write (\(error.extendedResultCode))")
            default: self = .unavailable(message)
            }
        default:
            self = .unavailable("\(error)")
        }
    }
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
