import Store
import Testing

@Suite("A watch")
struct WatchTests {
    @Test("delivers history and what comes after it, once and in order", arguments: Engine.allCases)
    func history(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("k/a", "1"), ("other", "1"))
            try await store.put(("other", "2"))
            try await store.put(("k/b", "2"), ("k/a", "2"))
            var batches = store.watch("k/", from: Revision(2)).makeAsyncIterator()
            #expect(try await batches.next()?.marks == ["+k/a=1"])
            try await store.delete("k/b", "k/a", "k/absent")
            #expect(try await batches.next()?.marks == ["+k/b=2", "+k/a=2"])
            var rest: [WatchBatch] = []
            while rest.last?.revision ?? .none < Revision(5), let batch = try await batches.next() {
                rest.append(batch)
            }
            #expect(rest.filter { !$0.events.isEmpty }.map(\.marks) == [["-k/b", "-k/a"]])
        }
    }

    @Test("from a revision to come skips what is before it", arguments: Engine.allCases)
    func future(_ engine: Engine) async throws {
        try await engine.with { store in
            let watch = store.watch("k/", from: Revision(4))
            for value in 2...5 { try await store.put(("k/a", "\(value)")) }
            #expect(try await watch.collect(through: Revision(5)).map(\.marks) == [["+k/a=4"], ["+k/a=5"]])
        }
    }

    @Test("marks how far it is when other keys change", arguments: Engine.allCases)
    func progress(_ engine: Engine) async throws {
        try await engine.with { store in
            let watch = store.watch("k/", from: Revision(2))
            for value in 0..<10 { try await store.put(("other", "\(value)")) }
            #expect(try await watch.collect(through: Revision(11)).isEmpty)
            try await store.put(("k/a", "1"))
            try await store.put(("other", "x"))
            #expect(try await store.history("k/", from: Revision(2), through: Revision(13)).count == 1)
        }
    }

    @Test("has no gap and nothing twice where history ends, whatever is written", arguments: Engine.allCases)
    func exactlyOnce(_ engine: Engine) async throws {
        try await engine.with { store in
            let writers = 8
            let commits = 60
            let last = Revision(Int64(1 + writers * commits))
            let seen = try await withThrowingTaskGroup(of: [WatchBatch]?.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for commit in 0..<commits { try await store.put(("w/\(writer)", "\(commit)"), ("all", "")) }
                        return nil
                    }
                }
                for watcher in 0..<writers {
                    group.addTask {
                        // Each begins somewhere else in the history that is being written.
                        let start = Revision(Int64(1 + watcher * 20))
                        while try await store.list("").revision < start { await Task.yield() }
                        return try await store.history("w/", from: Revision(2), through: last)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(seen.count == writers)
            for batches in seen {
                #expect(batches.map(\.revision.value) == Array(2...last.value))
                #expect(batches == seen.first)
            }
        }
    }

    @Test("that is slow loses nothing", arguments: Engine.allCases)
    func slow(_ engine: Engine) async throws {
        try await engine.with { store in
            let watch = store.watch("k/", from: Revision(2))
            let many = (0..<100).map { "k/\($0)" }
            for round in 0..<60 {
                try await store.commit(changing: many.map { .put($0, [UInt8(round)], lease: nil) })
            }
            let batches = try await watch.collect(through: Revision(61))
            #expect(batches.map(\.revision.value) == Array(2...61))
            #expect(batches.allSatisfy { $0.events.count == 100 })
        }
    }

    @Test("ends when its task is cancelled, and when nobody holds it", arguments: Engine.allCases)
    func ends(_ engine: Engine) async throws {
        try await engine.with { store in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { for try await _ in store.watch("k/", from: Revision(2)) {} } catch {
                        #expect(error is CancellationError)
                    }
                }
                group.cancelAll()
            }
            for _ in 0..<100 { _ = store.watch("k/", from: Revision(2)) }
            try await store.put(("k/a", "1"))
            #expect(try await store.history("k/", from: Revision(2), through: Revision(2)).count == 1)
        }
    }
}
