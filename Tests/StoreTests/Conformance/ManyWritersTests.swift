import Store
import Testing

@Suite("A thousand writers")
struct ManyWritersTests {
    private static let writers = 1000

    @Test("all get their answers, of one history that every watcher sees alike", arguments: Engine.allCases)
    func history(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("begin", ""))
            let early = store.watch("", from: Revision(2))
            let answers = try await withThrowingTaskGroup(of: [Revision].self) { group in
                for writer in 0..<Self.writers {
                    group.addTask {
                        var revisions = [try await store.put(("own/\(writer)", "1"), ("all", "\(writer)"))]
                        revisions.append(try await Self.increment("sum/\(writer % 50)", store))
                        revisions.append(try await store.delete("own/\(writer)"))
                        return revisions
                    }
                }
                group.addTask {
                    // One that begins in the midst of it, and is slow.
                    while try await store.list("own/").revision < Revision(900) { await Task.yield() }
                    var batches: [WatchBatch] = []
                    for try await batch in store.watch("", from: Revision(500)) {
                        if !batch.events.isEmpty { batches.append(batch) }
                        if batch.revision.value >= 2 + 3 * Int64(Self.writers) { break }
                        await Task.yield()
                    }
                    #expect(batches.map(\.revision.value) == Array(500...(2 + 3 * Int64(Self.writers))))
                    return []
                }
                return try await group.reduce(into: []) { $0.append($1) }.filter { !$0.isEmpty }
            }
            let last = Revision(2 + 3 * Int64(Self.writers))
            #expect(answers.joined().map(\.value).sorted() == Array(3...last.value), "unique and without a gap")
            #expect(answers.allSatisfy { $0 == $0.sorted() }, "a writer's later commit has a later revision")
            #expect(try await store.list("sum/").value.map(\.text) == Array(repeating: "20", count: 50))
            #expect(try await store.list("own/").value.isEmpty)
            let seen = try await early.collect(through: last)
            #expect(seen.map(\.revision.value) == Array(2...last.value))
            let late = try await store.history("", from: Revision(2), through: last)
            #expect(late == seen)
        }
    }

    @Test("that compare the same key: each round one wins, and all others are told", arguments: Engine.allCases)
    func race(_ engine: Engine) async throws {
        try await engine.with { store in
            var seat = Revision.none
            var winners: [String] = []
            for round in 0..<5 {
                let expected = seat
                let won: [(Int, Revision)] = try await withThrowingTaskGroup(of: (Int, Revision)?.self) { group in
                    for writer in 0..<Self.writers {
                        group.addTask {
                            let transaction = Transaction(
                                compares: [.modified("seat", expected)],
                                changes: [
                                    .put("seat", Array("\(writer)".utf8), lease: nil),
                                    .put("traces/\(round)/\(writer)", [], lease: nil),
                                ])
                            guard case .committed(let revision) = try await store.commit(transaction) else {
                                return nil
                            }
                            return (writer, revision)
                        }
                    }
                    return try await group.reduce(into: []) { if let won = $1 { $0.append(won) } }
                }
                #expect(won.count == 1, "round \(round)")
                let (winner, revision) = try #require(won.first)
                #expect(revision == Revision(Int64(2 + round)))
                #expect(try await store.get("seat")?.text == "\(winner)")
                #expect(try await store.list("traces/\(round)/").value.map(\.key) == ["traces/\(round)/\(winner)"])
                seat = revision
                winners.append("+seat=\(winner)")
            }
            let seen = try await store.history("seat", from: Revision(2), through: Revision(6))
            #expect(seen.map(\.marks) == winners.map { [$0] })
        }
    }

    private static func increment(_ key: String, _ store: any Store) async throws -> Revision {
        while true {
            let entry = try await store.get(key)
            let sum = (entry.flatMap { Int($0.text) } ?? 0) + 1
            let transaction = Transaction(
                compares: [.modified(key, entry?.modified ?? .none)],
                changes: [.put(key, Array("\(sum)".utf8), lease: nil)])
            if case .committed(let revision) = try await store.commit(transaction) { return revision }
        }
    }
}
