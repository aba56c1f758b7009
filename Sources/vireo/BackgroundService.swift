internal import Logging
internal import Runtime
internal import ServiceLifecycle
internal import Store

/// Work that goes on for as long as the service runs, and is cancelled when it stops.
struct BackgroundService: Service {
    let name: String
    let logger: Logger
    let runtime: any Runtime
    /// Whether the work may be begun anew after the store could not do something, as on a full disk; where it may not,
    /// the service ends, and whoever started it starts it again.
    let beginsAgain: Bool
    let work: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await workPersistently() }
        } catch is CancellationError {
            logger.debug("stopped", metadata: ["part": "\(name)"])
        } catch {
            logger.critical("a part of the service ended", metadata: ["part": "\(name)", "error": "\(error)"])
            throw error
        }
    }

    private func workPersistently() async throws {
        guard beginsAgain else { return try await work() }
        try await StoreError.outlasting(runtime) { reason in
            logger.error("a part begins again", metadata: ["part": "\(name)", "reason": "\(reason)"])
        } _: {
            try await work()
        }
    }
}
