/// What a change of a replica has to tell, and whom. It is told outside the replica's lock: whoever is told may be ending
/// at that moment, which holds a lock of its task's own and waits for the replica's.
struct ReplicaNews<Value: Record> {
    typealias Delivery = (change: ReplicaChange<Value>, to: ReplicaSubscribers<Value>.Subscriber)

    var deliveries: [Delivery] = []
    /// Who need not wait any longer.
    var waiters: [CheckedContinuation<Void, any Error>] = []

    func tell() {
        for delivery in deliveries { delivery.to.yield(delivery.change) }
        for waiter in waiters { waiter.resume() }
    }
}
