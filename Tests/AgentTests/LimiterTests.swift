import Runtime
import Synchronization
import Testing

@testable import Agent

@Suite("The limiter")
struct LimiterTests {
    private final class Count: Sendable {
        private let state = Mutex((now: 0, most: 0, order: [Int]()))

        var most: Int { state.withLock { $0.most } }
        var order: [Int] { state.withLock { $0.order } }

        func enter(_ index: Int) {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                state.order.append(index)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    private struct Broken: Error {}

    @Test("Only so many work at a time, and all get their turn", arguments: [1, 2, 5])
    func bound(maximum: Int) throws {
        for seed in 0..<10 as Range<UInt64> {
            let runtime = SimulatedRuntime(seed: seed)
            let count = Count()
            try runtime.run {
                let limiter = Limiter(maximum)
                let tasks = (0..<10).map { index in
                    runtime.spawn("worker") {
                        try? await limiter.run {
                            count.enter(index)
                            try await runtime.sleep(for: .seconds(1))
                            count.leave()
                        }
                    }
                }
                for task in tasks { await task.finished() }
            }
            #expect(count.most == maximum)
            #expect(count.order.count == 10)
            #expect(runtime.uptime == .seconds(10 / maximum))
        }
    }

    @Test("Those who wait go in the order in which they came")
    func order() throws {
        let runtime = SimulatedRuntime(seed: 3)
        let count = Count()
        try runtime.run {
            let limiter = Limiter(1)
            var tasks: [RunningTask] = []
            for index in 0..<6 {
                tasks.append(
                    runtime.spawn("worker") {
                        try? await limiter.run {
                            count.enter(index)
                            try await runtime.sleep(for: .seconds(60))
                        }
                    })
                try await runtime.sleep(for: .seconds(1))
            }
            for task in tasks { await task.finished() }
        }
        #expect(count.order == Array(0..<6))
    }

    @Test("Work that fails leaves its place to the next")
    func failure() throws {
        let runtime = SimulatedRuntime(seed: 4)
        try runtime.run {
            let limiter = Limiter(1)
            for _ in 0..<3 {
                await #expect(throws: Broken.self) { try await limiter.run { throw Broken() } }
            }
            #expect(await limiter.run { 7 } == 7)
        }
    }
}
