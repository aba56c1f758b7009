/// Where libvirt's callbacks of one connection end, and its event streams begin.
///
/// libvirt takes each callback once for a connection; hence one hub that passes on to any number of readers.
final class EventHub: Sendable {
    private let readers = Monitor(Readers())
    /// The numbers of the domain callbacks, empty until the first reader. A lock of its own, as registering waits for
    /// the daemon and the thread of the event loop must never wait for that.
    private let callbacks = Monitor<[Int32]>([])

    /// A stream of all events from now on; of the end only, where the connection has broken before.
    func stream(of connection: Handle) throws(LibvirtError) -> AsyncStream<Event> {
        try callbacks.withLock { callbacks throws(LibvirtError) in
            if callbacks.isEmpty {
                callbacks = try Callback.registerAll(of: connection, to: self)
            }
        }
        let (stream, reader) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .unbounded)
        let number = readers.withLock { $0.nextNumber() }
        reader.onTermination = { [readers] _ in
            readers.withLock { $0.all[number] = nil }
        }
        let reason = readers.withLock { readers in
            readers.all[number] = reader
            return readers.closeReason
        }
        if let reason {
            end(reason)
        }
        return stream
    }

    /// Registers the close callback, before the connection is used: libvirt answers negative for failure.
    func arm(_ connection: OpaquePointer) -> Int32 {
        unsafe CloseCallback.register(with: connection, to: self)
    }

    /// Takes all callbacks back, and ends the streams, when nobody can use the connection any more.
    func disarm(_ connection: OpaquePointer) {
        callbacks.withLock { callbacks in
            unsafe Callback.deregister(callbacks, from: connection)
            callbacks = []
        }
        unsafe CloseCallback.deregister(from: connection)
        finish()
    }

    func send(_ event: Event) {
        // Outside of the lock, as a reader that ends takes the lock; in order, as one thread alone sends.
        for reader in readers.withLock({ Array($0.all.values) }) {
            reader.yield(event)
        }
    }

    /// The connection broke: says so to all, and to those who come later.
    func end(_ reason: CloseReason) {
        readers.withLock { $0.closeReason = reason }
        send(.closed(reason))
        finish()
    }

    private func finish() {
        for reader in readers.withLock({ Array($0.all.values) }) {
            reader.finish()
        }
    }
}

extension EventHub {
    private struct Readers: Sendable {
        var all: [Int: AsyncStream<Event>.Continuation] = [:]
        var closeReason: CloseReason?
        private var numbers = 0

        mutating func nextNumber() -> Int {
            numbers += 1
            return numbers
        }
    }
}
