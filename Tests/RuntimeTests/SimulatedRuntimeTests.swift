import Model
import Runtime
import Testing

@Suite("The simulated runtime")
struct SimulatedRuntimeTests {
    /// The order in which five tasks with three turns each run.
    private static func interleaving(seed: UInt64) throws -> [String] {
        let runtime = SimulatedRuntime(seed: seed)
        let trail = Trail()
        try runtime.run {
            let tasks = (0..<5).map { index in
                runtime.spawn("task \(index)") {
                    for turn in 0..<3 {
                        trail.note("\(index).\(turn)")
                        await Task.yield()
                    }
                }
            }
            for task in tasks { await task.finished() }
        }
        return trail.all
    }

    @Test("The same seed is the same run again", arguments: [1, 2, 3] as [UInt64])
    func sameSeed(seed: UInt64) throws {
        let first = try Self.interleaving(seed: seed)
        #expect(first.count == 15)
        #expect(try Self.interleaving(seed: seed) == first)
    }

    @Test("Other seeds are other interleavings and other chance")
    func otherSeeds() throws {
        #expect(try Set((0..<10).map { try Self.interleaving(seed: $0) }).count > 5)
        let draws = (0..<10 as Range<UInt64>).map { SimulatedRuntime(seed: $0).random() }
        #expect(Set(draws).count == 10)
        #expect(SimulatedRuntime(seed: 4).random() == draws[4])
    }

    @Test("Sleepers wake in the order of their times, and the clock moves only for them")
    func sleepOrder() throws {
        let runtime = SimulatedRuntime(seed: 1)
        let trail = Trail()
        try runtime.run {
            let tasks = [30, 10, 20].map { seconds in
                runtime.spawn("sleeper") {
                    try? await runtime.sleep(for: .seconds(seconds))
                    trail.note("\(seconds) at \(runtime.uptime.components.seconds)")
                }
            }
            for task in tasks { await task.finished() }
        }
        #expect(trail.all == ["10 at 10", "20 at 20", "30 at 30"])
        #expect(runtime.uptime == .seconds(30))
    }

    @Test(
        "A cancelled sleeper wakes at once and says so, cancelled before or during its sleep", arguments: [true, false])
    func cancelledSleep(isEarly: Bool) throws {
        let runtime = SimulatedRuntime(seed: 1)
        let trail = Trail()
        try runtime.run {
            let task = runtime.spawn("sleeper") {
                do {
                    try await runtime.sleep(for: .seconds(1000))
                    trail.note("woke")
                } catch { trail.note(error is CancellationError ? "cancelled" : "\(error)") }
            }
            if !isEarly { try await runtime.sleep(for: .seconds(1)) }
            task.cancel()
            await task.finished()
        }
        #expect(trail.all == ["cancelled"])
        #expect(runtime.uptime == (isEarly ? .zero : .seconds(1)))
    }

    @Test("Waiting for what can never come is found")
    func stalled() {
        let runtime = SimulatedRuntime(seed: 1)
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        #expect(throws: SimulationStalled.self) {
            try runtime.run {
                try await runtime.sleep(for: .seconds(5))
                for await _ in stream {}
            }
        }
        #expect(runtime.uptime == .seconds(5))
        continuation.finish()
    }

    @Test("The wall clock may jump, what waits for time does not notice")
    func wallClock() throws {
        let runtime = SimulatedRuntime(seed: 1, start: Timestamp(seconds: 1000))
        #expect(runtime.now == Timestamp(seconds: 1000))
        try runtime.run {
            let sleeper = runtime.spawn("sleeper") { try? await runtime.sleep(for: .seconds(10)) }
            try await runtime.sleep(for: .seconds(1))
            runtime.shiftWallClock(by: .seconds(-500))
            #expect(runtime.now == Timestamp(seconds: 501))
            #expect(runtime.uptime == .seconds(1))
            await sleeper.finished()
        }
        #expect(runtime.uptime == .seconds(10))
        #expect(runtime.now == Timestamp(seconds: 510))
    }

    @Test("What the work returns or throws comes out")
    func outcome() throws {
        #expect(try SimulatedRuntime(seed: 1).run { 7 } == 7)
        #expect(throws: Broken.self) { try SimulatedRuntime(seed: 1).run { throw Broken() } }
    }

    @Test("A fail point does what the test wants")
    func failPoints() throws {
        let trail = Trail()
        let runtime = SimulatedRuntime(seed: 1) { point in
            trail.note(point.name)
            if point.name == "b" { throw Broken() }
        }
        try runtime.run {
            try await runtime.pass(FailPoint("a"))
            await #expect(throws: Broken.self) { try await runtime.pass(FailPoint("b")) }
        }
        #expect(trail.all == ["a", "b"])
    }

    private struct Broken: Error {}
}
