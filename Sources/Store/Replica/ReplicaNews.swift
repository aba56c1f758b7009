/// What a change of a replica has to tell, and whom. It is told outside the replica's lock: whoever is told may be ending
/// at that moment, which holds a lock of its task's own and waits for the replica's.
struct ReplicaNews<Value: Record> {
    typealias Subscriber = AsyncStream<ReplicaChange<Value>>.Continuation

    let changes: [ReplicaChange<Value>]
    let subscribers: [Subscriber]
    /// Who need not wait any longer.
    let waiters: [CheckedContinuation<Void, any Error>]

    func tell() {
        for change in changes {
            for subscriber in subscribers { subscriber.yield(change) }
        }
        for waiter in waiters { waiter.resume() }
    }
}
