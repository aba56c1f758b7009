internal import Runtime
internal import Synchronization

/// The leases of an engine that lives in one process, and the tasks that end them.
final class LeaseBook: Sendable {
    private struct Lease {
        let duration: Duration
        var deadline: Duration
        var timer: RunningTask?
    }

    private struct State {
        var leases: [LeaseID: Lease] = [:]
        var isClosed = false
    }

    private let runtime: any Runtime
    private let state = Mutex(State())

    init(_ runtime: any Runtime) { self.runtime = runtime }

    /// A new lease.
    ///
    /// - Parameter expire: deletes the keys of the lease, once its time is over; called again later when it throws.
    func grant(
        lasting duration: Duration,
        expire: @escaping @Sendable (LeaseID) async throws -> Void
    ) throws(StoreError) -> LeaseID {
        let deadline = runtime.uptime + duration
        let id = state.withLock { state -> LeaseID? in
            if state.isClosed { return nil }
            var id: LeaseID
            repeat { id = LeaseID(Int64(bitPattern: runtime.random() >> 1)) } while state.leases[id] != nil
            state.leases[id] = Lease(duration: duration, deadline: deadline)
            return id
        }
        guard let id else { throw .closed }
        let timer = runtime.spawn("lease") { [weak self] in await self?.end(id, expire) }
        let isLate = state.withLock { state in
            state.leases[id]?.timer = timer
            return state.isClosed
        }
        if isLate { timer.cancel() }
        return id
    }

    /// - Throws: `StoreError.noLease` from the end of its time on, even before its keys are deleted.
    func keepAlive(_ id: LeaseID) throws(StoreError) {
        let now = runtime.uptime
        let isHeld = state.withLock { state in
            guard let lease = state.leases[id], lease.deadline > now else { return false }
            state.leases[id]?.deadline = now + lease.duration
            return true
        }
        if !isHeld { throw .noLease(id) }
    }

    /// The first of the leases that is gone.
    func missing(_ ids: [LeaseID]) -> LeaseID? {
        if ids.isEmpty { return nil }
        let now = runtime.uptime
        return state.withLock { state in
            ids.first { id in state.leases[id].map { $0.deadline <= now } ?? true }
        }
    }

    /// Ends the time of the lease now; `forget` follows when its keys are deleted.
    func stop(_ id: LeaseID) throws(StoreError) {
        let now = runtime.uptime
        let wasHeld = state.withLock { state in
            guard let lease = state.leases[id], lease.deadline > now else { return false }
            state.leases[id]?.deadline = now
            return true
        }
        if !wasHeld { throw .noLease(id) }
    }

    func forget(_ id: LeaseID) { state.withLock { $0.leases.removeValue(forKey: id) }?.timer?.cancel() }

    func close() {
        let leases = state.withLock { state in
            state.isClosed = true
            defer { state.leases = [:] }
            return state.leases.values.map(\.timer)
        }
        for timer in leases { timer?.cancel() }
    }

    private func end(_ id: LeaseID, _ expire: @Sendable (LeaseID) async throws -> Void) async {
        while !Task.isCancelled, let deadline = state.withLock({ $0.leases[id]?.deadline }) {
            let left = deadline - runtime.uptime
            do {
                if left > .zero {
                    try await runtime.sleep(for: left)
                } else {
                    try await expire(id)
                    forget(id)
                }
            } catch {
                try? await runtime.sleep(for: .seconds(1))
            }
        }
    }
}
