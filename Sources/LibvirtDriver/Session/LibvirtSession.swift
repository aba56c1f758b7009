package import Hypervisor
package import Libvirt
package import Logging
package import Runtime
internal import Synchronization

/// The one connection to libvirt's daemon, opened when it is first needed and again whenever it was lost.
///
/// Every call runs on a pool of threads of its own, so that none waits behind a guest that is slow to start or to die.
/// While the daemon is silent, all calls fail as unreachable; when it answers again, the connection is what it was.
package final class LibvirtSession: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Connection, any Error>, Never>

    private enum State {
        case closed
        /// Someone opens it; the others wait for what comes of that.
        case opening([Waiter])
        case open(Connection)
    }

    private static let shortestPause = Duration.milliseconds(100)
    /// A try costs a failed `connect` to a local socket; what happened meanwhile is to be known soon after the daemon is back.
    private static let longestPause = Duration.milliseconds(400)

    private let uri: String
    private let pool: CallPool
    /// One thread: what runs there runs one after another.
    private let turns: CallPool
    private let runtime: any Runtime
    let logger: Logger
    private let listeners = EventListeners()
    private let outstanding = OutstandingCalls()
    private let heartbeat: Heartbeat
    private let state = Mutex(State.closed)

    /// - Parameters:
    ///   - uri: for instance `qemu:///system`.
    ///   - threads: how many calls run at a time.
    ///   - patience: how long the daemon may leave a question unanswered before it counts as unreachable.
    /// - Throws: `LibvirtError` where the system gives no threads.
    package init(
        uri: String, threads: Int = 8, patience: Duration = .seconds(25), runtime: any Runtime, logger: Logger
    ) throws(LibvirtError) {
        self.uri = uri
        self.runtime = runtime
        self.logger = logger
        pool = try CallPool(threads: threads)
        turns = try CallPool(threads: 1)
        heartbeat = try Heartbeat(uri: uri, patience: patience, runtime: runtime)
    }

    /// Passes on what happens to machines, and opens the connection again when it is lost, until it is cancelled.
    ///
    /// Calls work without this; events do not come, and calls wait for as long as the daemon is silent.
    package func run() async throws {
        let beats = runtime.spawn("libvirt heartbeat") { [self] in
            try? await heartbeat.run(fallsSilent: fallSilent, answersAgain: goOn)
        }
        defer { beats.cancel() }
        var pause = Self.shortestPause
        var complaint: String?
        while true {
            try Task.checkCancellation()
            do {
                let connection = try await connection()
                let events = try await outstanding.run(on: pool) { try connection.events() }
                (pause, complaint) = (Self.shortestPause, nil)
                logger.info("libvirt answers", metadata: ["uri": "\(uri)"])
                listeners.tell(.reconnected)
                for await event in events { pass(event) }
                try Task.checkCancellation()
                forget(connection)
                listeners.tell(.disconnected)
            } catch let error where !(error is CancellationError) {
                // Said once: until the daemon is back every try ends the same way.
                if complaint != "\(error)" {
                    logger.warning("libvirt does not answer", metadata: ["uri": "\(uri)", "error": "\(error)"])
                }
                complaint = "\(error)"
            }
            // libvirt does not tell when it is back; asking without a pause would keep a processor busy.
            try await runtime.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// What happens to machines from now on; told to as many as ask, while `run()` runs.
    package func events() -> AsyncStream<HypervisorEvent> { listeners.stream() }

    /// Runs libvirt's blocking calls, beside others.
    ///
    /// - Throws: what `body` throws, as the agent understands it.
    package func call<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws(HypervisorError) -> Value {
        try await call(on: pool, body)
    }

    /// Runs blocking calls after all that were given here before: for changes that must not cross each other.
    func callInTurn<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws(HypervisorError) -> Value {
        try await call(on: turns, body)
    }

    private func call<Value: Sendable>(
        on pool: CallPool, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws(HypervisorError) -> Value {
        do {
            let connection = try await self.connection()
            do {
                return try await outstanding.run(on: pool) { try body(connection) }
            } catch let error where !(error is Silence) && HypervisorError(error).isUnreachable {
                forget(connection)
                throw error
            }
        } catch {
            throw HypervisorError(error)
        }
    }

    // MARK: The connection

    private func connection() async throws -> Connection {
        let result = await withCheckedContinuation { continuation in
            let known: Result<Connection, any Error>?? = state.withLock { state in
                switch state {
                case .open(let connection): return .some(.success(connection))
                case .opening(let waiters):
                    state = .opening(waiters + [continuation])
                    return .some(nil)
                case .closed:
                    state = .opening([continuation])
                    return nil
                }
            }
            switch known {
            case .some(.some(let result)): continuation.resume(returning: result)
            case .some(.none): break
            case .none: open()
            }
        }
        return try result.get()
    }

    /// On a task of its own, so that one caller's cancellation is not the others'.
    private func open() {
        _ = runtime.spawn("libvirt connection") { [self] in
            let uri = uri
            let result: Result<Connection, any Error>
            do {
                result = .success(try await outstanding.run(on: pool) { try Connection(uri: uri) })
            } catch {
                result = .failure(error)
            }
            let waiters = state.withLock { state -> [Waiter] in
                guard case .opening(let waiters) = state else { return [] }
                if case .success(let connection) = result { state = .open(connection) } else { state = .closed }
                return waiters
            }
            for waiter in waiters { waiter.resume(returning: result) }
        }
    }

    /// The connection is broken; one that was opened since is not touched.
    private func forget(_ connection: Connection) {
        state.withLock { state in
            if case .open(let current) = state, current === connection { state = .closed }
        }
    }

    private func fallSilent() {
        logger.warning("libvirt is silent", metadata: ["uri": "\(uri)"])
        outstanding.letGo()
        listeners.tell(.disconnected)
    }

    /// What was let go may still change something, now that the daemon answers: who looks before that is over, and acts on
    /// what was seen, acts on what is about to be wrong.
    private func goOn() async throws {
        let patience = runtime.uptime + heartbeat.patience
        while outstanding.hasLeftBehind, runtime.uptime < patience {
            // Nobody waits for the end of such a call, so nobody would tell of it.
            try await runtime.sleep(for: Self.shortestPause)
        }
        logger.info("libvirt answers again", metadata: ["uri": "\(uri)"])
        outstanding.goOn()
        listeners.tell(.reconnected)
    }

    private func pass(_ event: Event) {
        switch event {
        case .domain(let event):
            if let event = HypervisorEvent(event) { listeners.tell(event) }
        case .closed(let reason):
            logger.warning("the connection to libvirt is lost", metadata: ["reason": "\(reason)"])
        }
    }
}
