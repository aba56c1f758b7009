import Runtime
import Store
import Synchronization
import Testing

@Suite("Work that outlasts a store which is away")
struct OutlastingTests {
    /// Throws these one after another, then is done; in a simulated second each.
    private func run(_ failures: [any Error & Sendable]) throws -> (pauses: [String], uptime: Duration) {
        let runtime = SimulatedRuntime(seed: 1)
        let pauses = Mutex<[String]>([])
        let left = Mutex(failures)
        try runtime.run {
            try await StoreError.outlasting(runtime) { reason in
                pauses.withLock { $0.append(reason) }
            } _: {
                if let next = left.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw next }
            }
        }
        return (pauses.withLock { $0 }, runtime.uptime)
    }

    @Test("It begins anew, a second later each time, and says why")
    func outlasts() throws {
        let run = try run([StoreError.unavailable("full"), StoreError.unavailable("still full")])
        #expect(run.pauses == ["full", "still full"])
        #expect(run.uptime == .seconds(2))
    }

    @Test("What goes well is done once, without a pause")
    func goesWell() throws {
        let run = try run([])
        #expect(run.pauses.isEmpty && run.uptime == .zero)
    }

    @Test("Other errors end it")
    func otherErrors() {
        #expect(throws: StoreError.closed) { try run([StoreError.unavailable("full"), StoreError.closed]) }
        #expect(throws: CancellationError.self) { try run([CancellationError()]) }
    }
}
