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
    var subscribers = ReplicaSubscribers<Value>()
    private var lastID: UInt64 = 0

    init(_ indexes: [ReplicaIndex<Value>]) { records = ReplicaRecords(indexes) }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    // MARK: What happens to the records

    mutating func load(_ listing: ReplicaListing<Value>, at revision: Revision) -> ReplicaNews<Value> {
        unreadable = listing.unreadable
        var changes: [ReplicaChange<Value>] = []
        if subscribers.isEmpty {
            // Nobody hears of them: at a start, all that there is would be in memory once more.
            if records.count > 0 { _ = records.keep(only: Set(listing.records.map { KeyBytes($0.key) })) }
            for stored in listing.records { _ = records.put(stored) }
        } else {
            changes = records.keep(only: Set(listing.records.map { KeyBytes($0.key) }))
            changes += listing.records.lazy.compactMap { records.put($0) }
        }
        records.advance(to: revision)
        isListed = true
        return news(changes)
    }

    mutating func apply(
        _ listing: ReplicaListing<Value>,
        removed keys: [String],
        at revision: Revision
    ) -> ReplicaNews<Value> {
        guard records.revision < revision else { return ReplicaNews() }
        var changes: [ReplicaChange<Value>] = []
        for id in keys.map({ Value.id(ofKey: $0) }) {
            unreadable[id] = nil
            if let change = records.remove(id) { changes.append(change) }
        }
        for (id, error) in listing.unreadable.sorted(by: { $0.key.isBefore($1.key) }) {
            unreadable[id] = error
            if let change = records.remove(id) { changes.append(change) }
        }
        for stored in listing.records {
            unreadable[stored.key] = nil
            if let change = records.put(stored) { changes.append(change) }
        }
        records.advance(to: revision)
        return news(changes)
    }

    private mutating func news(_ changes: [ReplicaChange<Value>]) -> ReplicaNews<Value> {
        ReplicaNews(deliveries: subscribers.deliveries(of: changes), waiters: takeWaiters())
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
}
