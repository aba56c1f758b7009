/// Why a domain changed; the numbers are libvirt's `virDomainEvent…DetailType`.
extension DomainChange {
    package enum DefinedDetail: Int32, Numbered {
        case unknown = -1
        case added = 0
        case updated = 1
        case renamed = 2
        case fromSnapshot = 3
    }

    package enum UndefinedDetail: Int32, Numbered {
        case unknown = -1
        case removed = 0
        case renamed = 1
    }

    package enum StartedDetail: Int32, Numbered {
        case unknown = -1
        case booted = 0
        case migrated = 1
        case restored = 2
        case fromSnapshot = 3
        case wakeup = 4
    }

    package enum SuspendedDetail: Int32, Numbered {
        case unknown = -1
        case paused = 0
        case migrated = 1
        /// A disk failed and its error policy says stop.
        case ioError = 2
        case watchdog = 3
        case restored = 4
        case fromSnapshot = 5
        case apiError = 6
        case postCopy = 7
        case postCopyFailed = 8
    }

    package enum ResumedDetail: Int32, Numbered {
        case unknown = -1
        case unpaused = 0
        case migrated = 1
        case fromSnapshot = 2
        case postCopy = 3
        case postCopyFailed = 4
    }

    package enum StoppedDetail: Int32, Numbered {
        case unknown = -1
        /// The guest shut itself down.
        case shutdown = 0
        /// It was destroyed from the host.
        case destroyed = 1
        case crashed = 2
        case migrated = 3
        case saved = 4
        /// QEMU or its control failed.
        case failed = 5
        case fromSnapshot = 6
    }

    package enum ShutdownDetail: Int32, Numbered {
        case unknown = -1
        /// By whom is not known.
        case finished = 0
        /// By the guest itself.
        case guest = 1
        /// By a signal or request from the host.
        case host = 2
    }

    package enum PMSuspendedDetail: Int32, Numbered {
        case unknown = -1
        case memory = 0
        case disk = 1
    }

    package enum CrashedDetail: Int32, Numbered {
        case unknown = -1
        case panicked = 0
        case crashLoaded = 1
    }
}
