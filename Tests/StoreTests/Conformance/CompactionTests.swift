import Store
import Testing

@Suite("Compaction")
struct CompactionTests {
    @Test("ends reads and watches of what it forgets, and of nothing else", arguments: Engine.allCases)
    func forgets(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("k/old", "1"), ("k/gone", "1"))
            for value in 2...6 { try await store.put(("k/a", "\(value)")) }
            try await store.delete("k/gone")
            try await store.put(("k/a", "9"))
            try await store.compact(before: Revision(8))

            let compacted = StoreError.compacted(Revision(8))
            await #expect(throws: compacted) { _ = try await store.get("k/a", at: Revision(7)) }
            await #expect(throws: compacted) { _ = try await store.list("k/", at: Revision(7), after: nil, limit: nil) }
            await #expect(throws: compacted) {
                _ = try await store.history("k/", from: Revision(7), through: Revision(9))
            }
            let kept = try await store.list("k/", at: Revision(8), after: nil, limit: nil).value
            #expect(kept.map { "\($0.key)=\($0.text)" } == ["k/a=6", "k/old=1"])
            #expect(kept.map(\.created) == [Revision(3), Revision(2)])
            #expect(try await store.get("k/a")?.text == "9")
            let batches = try await store.history("k/", from: Revision(8), through: Revision(9))
            #expect(batches.map(\.marks) == [["-k/gone"], ["+k/a=9"]])
        }
    }

    @Test("can be done again, and never forgets the present", arguments: Engine.allCases)
    func again(_ engine: Engine) async throws {
        try await engine.with { store in
            for value in 2...9 { try await store.put(("k/a", "\(value)"), ("k/\(value)", "")) }
            try await store.delete("k/9")
            try await store.compact(before: Revision(5))
            try await store.compact(before: Revision(3))
            try await store.compact(before: Revision(100))
            #expect(try await store.list("k/").value.count == 8)
            #expect(try await store.list("").revision == Revision(10))
            #expect(try await store.history("k/", from: Revision(10), through: Revision(10)).map(\.marks) == [["-k/9"]])
            #expect(try await store.put(("k/9", "new")) == Revision(11))
            try await store.compact(before: Revision(11))
            #expect(try await store.list("k/").value.count == 9)
        }
    }

    @Test("tells a watcher that is too slow to list again", arguments: Engine.allCases)
    func slowWatcher(_ engine: Engine) async throws {
        try await engine.with { store in
            let watch = store.watch("k/", from: Revision(2))
            let many = (0..<100).map { "k/\($0)" }
            for _ in 0..<60 { try await store.commit(changing: many.map { .put($0, [], lease: nil) }) }
            try await store.compact(before: Revision(50))
            await #expect(throws: StoreError.compacted(Revision(50))) {
                _ = try await watch.collect(through: Revision(61))
            }
        }
    }
}
