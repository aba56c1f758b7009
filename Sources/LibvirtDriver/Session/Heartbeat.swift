internal import Libvirt
internal import Runtime
internal import Synchronization

/// Whether libvirt's daemon answers, asked every few seconds over a connection of its own.
///
/// The daemon reads no further from a connection with five calls under way (`max_client_requests` of libvirtd.conf): over
/// the one that carries them, five guests that are slow to die would look like a daemon that is. The question is one of
/// those that the daemon keeps workers free for.
final class Heartbeat: Sendable {
    private static let interval = Duration.seconds(5)

    let patience: Duration
    private let uri: String
    private let runtime: any Runtime
    private let pool: CallPool
    private let connection = Mutex<Connection?>(nil)

    /// - Parameter patience: how long a question may stay unanswered.
    /// - Throws: `LibvirtError` where the system gives no thread.
    init(uri: String, patience: Duration, runtime: any Runtime) throws(LibvirtError) {
        self.uri = uri
        self.patience = patience
        self.runtime = runtime
        pool = try CallPool(threads: 1)
    }

    /// Asks, until it is cancelled.
    ///
    /// - Parameters:
    ///   - fallsSilent: is called when a question was not answered in time.
    ///   - answersAgain: is called after that, when it was. A daemon that is gone has answered.
    func run(
        fallsSilent: @escaping @Sendable () -> Void, answersAgain: @Sendable () async throws -> Void
    ) async throws {
        while true {
            // The beat itself: nothing tells when a daemon stops answering, it can only be asked again.
            try await runtime.sleep(for: min(Self.interval, patience))
            let isSilent = Flag()
            let alarm = runtime.spawn("libvirt silence") { [runtime, patience] in
                // Cancelled when the answer came first: then there is nothing to tell.
                guard (try? await runtime.sleep(for: patience)) != nil else { return }
                isSilent.raise()
                fallsSilent()
            }
            await ask()
            alarm.cancel()
            await alarm.finished()
            if isSilent.isRaised { try await answersAgain() }
        }
    }

    private func ask() async {
        let known = connection.withLock { $0 }
        let answering = await pool.run { [uri] () -> Connection? in
            guard let connection = try? known ?? Connection(uri: uri) else { return nil }
            return (try? connection.libraryVersion()) == nil ? nil : connection
        }
        connection.withLock { $0 = answering }
    }
}

extension Heartbeat {
    private final class Flag: Sendable {
        private let state = Atomic(false)

        var isRaised: Bool { state.load(ordering: .acquiring) }

        func raise() { state.store(true, ordering: .releasing) }
    }
}
