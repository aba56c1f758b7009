import Runtime
import Synchronization
import Testing

@testable import Agent

@Suite("The bell", .serialized)
struct WakeupTests {
    private func run(_ work: @escaping @Sendable (SimulatedRuntime, Wakeup) async throws -> Void) throws {
        for seed in 0..<10 as Range<UInt64> {
            let runtime = SimulatedRuntime(seed: seed)
            try runtime.run { try await work(runtime, Wakeup(runtime)) }
        }
    }

    @Test("Who waits is woken by a ring")
    func ring() throws {
        try run { runtime, bell in
            let waiter = runtime.spawn("waiter") { await bell.wait(atMost: .seconds(60)) }
            try await runtime.sleep(for: .seconds(3))
            bell.ring()
            await waiter.finished()
            #expect(runtime.uptime == .seconds(3))
        }
    }

    @Test("A ring that nobody heard is kept, and many are one")
    func keptRing() throws {
        try run { runtime, bell in
            bell.ring()
            bell.ring()
            await bell.wait(atMost: .seconds(60))
            #expect(runtime.uptime == .zero)
            await bell.wait(atMost: .seconds(5))
            #expect(runtime.uptime == .seconds(5))
        }
    }

    @Test("Without a ring the time ends the waiting, and is not heard once more later")
    func timeout() throws {
        try run { runtime, bell in
            await bell.wait(atMost: .seconds(2))
            #expect(runtime.uptime == .seconds(2))
            await bell.wait(atMost: .seconds(2))
            #expect(runtime.uptime == .seconds(4))
        }
    }

    @Test("A ring before the time ends the waiting; the time that is left rings no more")
    func earlyRing() throws {
        try run { runtime, bell in
            let ringer = runtime.spawn("ringer") {
                try? await runtime.sleep(for: .seconds(1))
                bell.ring()
            }
            await bell.wait(atMost: .seconds(10))
            #expect(runtime.uptime == .seconds(1))
            await ringer.finished()
            await bell.wait(atMost: .seconds(30))
            #expect(runtime.uptime == .seconds(31))
        }
    }

    @Test("Cancelling ends the waiting", arguments: [true, false])
    func cancellation(isEarly: Bool) throws {
        try run { runtime, bell in
            let waiter = runtime.spawn("waiter") { await bell.wait(atMost: .seconds(60)) }
            if !isEarly { try await runtime.sleep(for: .seconds(1)) }
            waiter.cancel()
            await waiter.finished()
            #expect(runtime.uptime == (isEarly ? .zero : .seconds(1)))
        }
    }
}
