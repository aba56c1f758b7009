package import Model
package import Runtime

/// The simulated runtime as one process has it.
package struct NodeRuntime: Runtime {
    private let base: SimulatedRuntime
    private let node: TestNode
    private let onPass: @Sendable (TestNode, FailPoint) async throws -> Void

    init(
        _ base: SimulatedRuntime, _ node: TestNode,
        onPass: @escaping @Sendable (TestNode, FailPoint) async throws -> Void
    ) {
        self.base = base
        self.node = node
        self.onPass = onPass
    }

    package var now: Timestamp { base.now }
    package var uptime: Duration { base.uptime }
    package func random() -> UInt64 { base.random() }

    package func sleep(for duration: Duration) async throws {
        try await base.sleep(for: duration)
        await node.untilItGoesOn()
        if node.isDead { throw CancellationError() }
    }

    package func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask {
        node.own { ended in
            base.spawn(name) {
                await work()
                ended()
            }
        }
    }

    package func pass(_ point: FailPoint) async throws {
        await node.untilItGoesOn()
        if node.isDead { throw CancellationError() }
        try await base.pass(point)
        try await onPass(node, point)
        await node.untilItGoesOn()
        if node.isDead { throw CancellationError() }
    }
}
