/// Who follows the records of a replica: all of them, or one.
struct ReplicaSubscribers<Value: Record> {
    typealias Subscriber = AsyncStream<ReplicaChange<Value>>.Continuation

    /// In the order in which they came, so that a simulated run is the same each time.
    private typealias Group = [(number: UInt64, subscriber: Subscriber)]

    private var ofAll: Group = []
    private var ofOne: [KeyBytes: Group] = [:]
    private var count: UInt64 = 0

    var isEmpty: Bool { ofAll.isEmpty && ofOne.isEmpty }

    /// - Parameter id: the record's; nil for all records.
    /// - Returns: the number by which it is removed.
    mutating func add(_ subscriber: Subscriber, to id: String?) -> UInt64 {
        count += 1
        if let id {
            ofOne[KeyBytes(id), default: []].append((count, subscriber))
        } else {
            ofAll.append((count, subscriber))
        }
        return count
    }

    mutating func remove(_ number: UInt64, from id: String?) {
        guard let id else { return ofAll.removeAll { $0.number == number } }
        ofOne[KeyBytes(id)]?.removeAll { $0.number == number }
        if ofOne[KeyBytes(id)]?.isEmpty == true { ofOne[KeyBytes(id)] = nil }
    }

    /// Who is to hear of what, in the order of the changes.
    func deliveries(of changes: [ReplicaChange<Value>]) -> [ReplicaNews<Value>.Delivery] {
        if isEmpty { return [] }
        return changes.flatMap { change in
            let own = ofOne.isEmpty ? [] : ofOne[KeyBytes(change.key)] ?? []
            return (ofAll + own).map { (change, $0.subscriber) }
        }
    }
}
