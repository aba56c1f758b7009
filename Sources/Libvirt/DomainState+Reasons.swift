/// Why a domain is in its state; the numbers are libvirt's `virDomain…Reason`.
extension DomainState {
    package enum RunningReason: Int32, Numbered {
        case unknown = 0
        case booted = 1
        case migrated = 2
        case restored = 3
        case fromSnapshot = 4
        case unpaused = 5
        case migrationCanceled = 6
        case saveCanceled = 7
        case wakeup = 8
        case crashed = 9
        case postCopy = 10
        case postCopyFailed = 11
    }

    package enum PausedReason: Int32, Numbered {
        case unknown = 0
        case user = 1
        case migration = 2
        case save = 3
        case dump = 4
        case ioError = 5
        case watchdog = 6
        case fromSnapshot = 7
        case shuttingDown = 8
        case snapshot = 9
        case crashed = 10
        case startingUp = 11
        case postCopy = 12
        case postCopyFailed = 13
    }

    package enum OffReason: Int32, Numbered {
        /// Not known, as for a domain that has not run since the daemon started.
        case unknown = 0
        case shutdown = 1
        case destroyed = 2
        case crashed = 3
        case migrated = 4
        case saved = 5
        case failed = 6
        case fromSnapshot = 7
        case daemon = 8
    }
}
