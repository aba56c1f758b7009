package import Hypervisor
package import Libvirt
package import Logging
package import Runtime
internal import Synchronization

/// The one connection to libvirt, opened again when it breaks, with the threads that wait for its calls.
package final class LibvirtSession: Sendable {
    /// Nobody waits behind a destroy: it takes up to two seconds.
    private static let threads = 8
    private static let longestPause: Duration = .seconds(5)

    private struct State {
        var connection: Connection?
        var listeners: [UInt64: AsyncStream<HypervisorEvent>.Continuation] = [:]
        var nextListener: UInt64 = 0
    }

    private let uri: String
    private let runtime: any Runtime
    private let logger: Logger
    private let pool: CallPool
    private let state = Mutex(State())

    /// - Throws: `LibvirtError` where the system gives no threads.
    package init(uri: String, runtime: any Runtime, logger: Logger) throws(LibvirtError) {
        self.uri = uri
        self.runtime = runtime
        self.logger = logger
        pool = try CallPool(threads: Self.threads)
    }

    /// Runs the calls on a thread of their own with the connection, which is opened if there is none.
    ///
    /// - Throws: `HypervisorError`, `.unreachable` where libvirt does not answer.
    package func call<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(LibvirtError) -> Value
    ) async throws(HypervisorError) -> Value {
        do {
            return try await pool.run { () throws(LibvirtError) -> Value in try body(try self.connection()) }
        } catch {
            if error.isConnectionLost { forget() }
            throw HypervisorError(error)
        }
    }

    private func connection() throws(LibvirtError) -> Connection {
        if let connection = state.withLock({ $0.connection }), connection.isAlive { return connection }
        let opened = try Connection(uri: uri)
        return state.withLock { state in
            if let other = state.connection, other.isAlive { return other }
            state.connection = opened
            return opened
        }
    }

    private func forget() { state.withLock { $0.connection = nil } }

    // MARK: Events

    /// What happens from now on; `disconnected` and `reconnected` tell of gaps.
    package func events() -> AsyncStream<HypervisorEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: HypervisorEvent.self)
        let id = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
        }
        return stream
    }

    /// Keeps the connection open and hands its events on, until cancelled.
    package func run() async throws {
        var pause = Duration.milliseconds(100)
        var wasConnected = false
        while true {
            do {
                let events = try await call { (connection) throws(LibvirtError) in try connection.events() }
                if wasConnected { logger.notice("libvirt answers again") }
                tell(.reconnected)
                wasConnected = true
                pause = .milliseconds(100)
                for await event in events { hand(event) }
                try Task.checkCancellation()
                logger.warning("the connection to libvirt is lost")
                forget()
                tell(.disconnected)
            } catch let error as HypervisorError {
                logger.error("libvirt does not answer", metadata: ["error": "\(error)", "uri": "\(uri)"])
            }
            try await runtime.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func hand(_ event: Event) {
        guard case .domain(let event) = event, let told = HypervisorEvent(event) else { return }
        tell(told)
    }

    private func tell(_ event: HypervisorEvent) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
    }
}
