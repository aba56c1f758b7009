/// The records of a replica, and who waits for them.
struct ReplicaState<Value: Record>: ~Copyable {
    enum Condition: Equatable {
        case listed
        case revision(Revision)
    }

    private struct Waiter {
        let id: UInt64
        let condition: Condition
        let continuation: CheckedContinuation<Void, any Error>
    }

    private(set) var records: ReplicaRecords<Value>
    /// By the record's id.
    private(set) var unreadable: [String: StoreError] = [:]
    /// Whether the watch has ended; not so before it begins.
    var isStopped = false
    private var isListed = false
    private var waiters: [Waiter] = []
    private var subscribers: [(id: UInt64, changes: AsyncStream<ReplicaChange<Value>>.Continuation)] = []
    private var lastID: UInt64 = 0

    init(_ indexes: [ReplicaIndex<Value>]) { records = ReplicaRecords(indexes) }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    // MARK: What happens to the records

    /// - Returns: who need not wait any longer.
    mutating func load(
        _ listing: ReplicaListing<Value>,
        at revision: Revision
    ) -> [CheckedContinuation<Void, any Error>] {
        unreadable = listing.unreadable
        for change in records.keep(only: Set(listing.records.map { KeyBytes($0.key) })) { publish(change) }
        for stored in listing.records { put(stored) }
        records.advance(to: revision)
        isListed = true
        return takeWaiters()
    }

    /// - Returns: who need not wait any longer.
    mutating func apply(
        _ listing: ReplicaListing<Value>,
        removed keys: [String],
        at revision: Revision
    ) -> [CheckedContinuation<Void, any Error>] {
        guard records.revision < revision else { return [] }
        for id in keys.map({ Value.id(ofKey: $0) }) {
            unreadable[id] = nil
            if let change = records.remove(id) { publish(change) }
        }
        for (id, error) in listing.unreadable.sorted(by: { $0.key.isBefore($1.key) }) {
            unreadable[id] = error
            if let change = records.remove(id) { publish(change) }
        }
        for stored in listing.records {
            unreadable[stored.key] = nil
            put(stored)
        }
        records.advance(to: revision)
        return takeWaiters()
    }

    private mutating func put(_ stored: Stored<Value>) {
        if let change = records.put(stored) { publish(change) }
    }

    // MARK: Who waits

    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .listed: isListed
        case .revision(let revision): records.revision >= revision
        }
    }

    mutating func add(_ continuation: CheckedContinuation<Void, any Error>, _ id: UInt64, until condition: Condition) {
        waiters.append(Waiter(id: id, condition: condition, continuation: continuation))
    }

    mutating func removeWaiter(_ id: UInt64) -> CheckedContinuation<Void, any Error>? {
        guard let position = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: position).continuation
    }

    /// - Returns: who waits in vain now. Who waits for the first list goes on: another run may bring it.
    mutating func stop() -> [CheckedContinuation<Void, any Error>] {
        isStopped = true
        let vain = waiters.filter { $0.condition != .listed }
        waiters.removeAll { $0.condition != .listed }
        return vain.map(\.continuation)
    }

    private mutating func takeWaiters() -> [CheckedContinuation<Void, any Error>] {
        if waiters.isEmpty { return [] }
        var kept: [Waiter] = []
        var done: [CheckedContinuation<Void, any Error>] = []
        for waiter in waiters {
            if holds(waiter.condition) { done.append(waiter.continuation) } else { kept.append(waiter) }
        }
        waiters = kept
        return done
    }

    // MARK: Who follows

    mutating func subscribe(_ changes: AsyncStream<ReplicaChange<Value>>.Continuation) -> UInt64 {
        let id = nextID()
        subscribers.append((id, changes))
        return id
    }

    mutating func unsubscribe(_ id: UInt64) { subscribers.removeAll { $0.id == id } }

    private func publish(_ change: ReplicaChange<Value>) {
        for subscriber in subscribers { subscriber.changes.yield(change) }
    }
}
