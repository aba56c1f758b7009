internal import Logging
internal import ServiceLifecycle

/// Work that goes on for as long as the service runs, and is cancelled when it stops.
struct BackgroundService: Service {
    let name: String
    let logger: Logger
    let work: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await work() }
        } catch is CancellationError {
            logger.debug("stopped", metadata: ["part": "\(name)"])
        } catch {
            logger.critical("a part of the service ended", metadata: ["part": "\(name)", "error": "\(error)"])
            throw error
        }
    }
}
