import Model
import Runtime
import Store
import Synchronization
import Testing

@Suite("The memory store in a simulation")
struct SimulationTests {
    /// Writers that race for one record, a lease that runs out, a replica beside them: all that happened, in words.
    private func history(seed: UInt64) throws -> [String] {
        let runtime = SimulatedRuntime(seed: seed)
        return try runtime.run {
            let store = MemoryStore(runtime: runtime)
            let replica = Replica<Note>(store)
            let running = runtime.spawn("replica") { try? await replica.run() }
            let lease = try await store.grantLease(lasting: .seconds(30))
            _ = try await store.commit(try Collection.insertion("leased", Note(text: "x"), lease: lease))
            _ = try await store.commit(try Collection.insertion("shared", Note(text: "x")))
            let writers = (0..<5).map { writer in
                runtime.spawn("writer") {
                    for round in 0..<5 {
                        try? await runtime.sleep(for: .seconds(1))
                        _ = try? await Collection<Note>(store).modify("shared") { $0.tags.append("\(writer).\(round)") }
                    }
                }
            }
            for writer in writers { await writer.finished() }
            try await runtime.sleep(for: .seconds(60))
            let last = try await store.list("").revision
            try await replica.wait(for: last)
            #expect(replica.all().map(\.key) == ["shared"])
            #expect(replica.get("shared")?.value.tags.count == 25)
            #expect(runtime.uptime < .seconds(66))
            let batches = try await store.history("", from: Revision(2), through: last)
            running.cancel()
            await running.finished()
            store.close()
            return batches.flatMap(\.marks)
        }
    }

    @Test("does the same with the same seed, and something else with another")
    func deterministic() throws {
        let first = try history(seed: 1)
        #expect(first.count == 28)
        #expect(try history(seed: 1) == first)
        #expect(try Set((2..<8).map { try history(seed: $0) }).count > 1)
    }

    @Test("ends a lease no earlier than its time", arguments: 1...20 as ClosedRange<UInt64>)
    func lease(_ seed: UInt64) throws {
        let runtime = SimulatedRuntime(seed: seed)
        try runtime.run {
            let store = MemoryStore(runtime: runtime)
            let lease = try await store.grantLease(lasting: .seconds(10))
            try await store.commit(changing: [.put("a", [1], lease: lease)])
            for _ in 0..<5 {
                try await runtime.sleep(for: .seconds(9))
                try await store.keepAlive(lease)
                runtime.shiftWallClock(by: .seconds(1_000_000))
                #expect(try await store.get("a") != nil)
            }
            try await runtime.sleep(for: .milliseconds(9_999))
            #expect(try await store.get("a") != nil)
            try await runtime.sleep(for: .milliseconds(2))
            #expect(try await store.get("a") == nil)
            store.close()
        }
    }
}
