internal import Runtime
internal import Synchronization

/// The parts of one process: where one of them ends by itself, the process ends, as the service does.
package final class TestProcess: Sendable {
    private struct State {
        var parts: [RunningTask] = []
        var failures: [String] = []
        var isStopping = false
    }

    private let node: TestNode
    private let runtime: NodeRuntime
    private let state = Mutex(State())

    init(_ node: TestNode, _ runtime: NodeRuntime) {
        self.node = node
        self.runtime = runtime
    }

    /// Which parts ended by themselves, and why.
    package var failures: [String] { state.withLock { $0.failures } }

    func run(_ name: String, _ work: @escaping @Sendable () async throws -> Void) {
        let part = runtime.spawn(name) {
            do {
                try await work()
                self.end("\(name) ended")
            } catch is CancellationError {
                self.end("\(name) was cancelled")
            } catch {
                self.end("\(name): \(error)")
            }
        }
        state.withLock { $0.parts.append(part) }
    }

    private func end(_ why: String) {
        if node.isDead || state.withLock({ $0.isStopping }) { return }
        state.withLock { $0.failures.append(why) }
        node.kill()
    }

    /// Ends it as SIGTERM does: what it begins meanwhile still reaches the others.
    package func stop() {
        let parts = state.withLock { state in
            state.isStopping = true
            return state.parts
        }
        for part in parts { part.cancel() }
        let (runtime, node) = (runtime, node)
        _ = runtime.spawn("end") {
            for part in parts { await part.finished() }
            node.kill()
        }
    }
}
