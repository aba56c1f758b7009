import Store
import Testing

@Suite("A commit")
struct CommitTests {
    @Test("grows the revision by one and is there for readers", arguments: Engine.allCases)
    func growsByOne(_ engine: Engine) async throws {
        try await engine.with { store in
            #expect(try await store.list("").revision == Revision(1))
            #expect(try await store.put(("a", "1"), ("b", "2")) == Revision(2))
            #expect(try await store.put(("a", "3")) == Revision(3))
            let a = try #require(try await store.get("a"))
            #expect(a == Entry(key: "a", value: Array("3".utf8), created: Revision(2), modified: Revision(3)))
            #expect(try await store.get("b")?.modified == Revision(2))
            #expect(try await store.get("c") == nil)
        }
    }

    @Test("that changes nothing keeps the revision", arguments: Engine.allCases)
    func changesNothing(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("a", "1"))
            #expect(try await store.delete("b") == Revision(2))
            #expect(try await store.commit(changing: [], if: [.exists("a")]) == Revision(2))
            #expect(try await store.list("").revision == Revision(2))
        }
    }

    @Test("makes a deleted key anew", arguments: Engine.allCases)
    func deletes(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("a", "1"))
            #expect(try await store.delete("a") == Revision(3))
            #expect(try await store.get("a") == nil)
            try await store.put(("a", "2"))
            #expect(try await store.get("a")?.created == Revision(4))
        }
    }

    @Test("happens only if every compare holds", arguments: Engine.allCases)
    func compares(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("a", "1"))
            try await store.put(("a", "2"))
            try await store.put(("gone", "1"))
            try await store.delete("gone")
            let cases: [(Transaction.Compare, Bool)] = [
                (.modified("a", Revision(3)), true), (.modified("a", Revision(2)), false),
                (.modified("a", .none), false), (.modified("b", .none), true), (.modified("b", Revision(2)), false),
                (.created("a", Revision(2)), true), (.created("a", Revision(3)), false),
                (.created("b", .none), false), (.exists("a"), true), (.exists("b"), false),
                (.exists("gone"), false), (.modified("gone", .none), true), (.created("gone", Revision(4)), false),
            ]
            for (compare, holds) in cases {
                let transaction = Transaction(compares: [compare, .exists("a")])
                let result = try await store.commit(transaction)
                #expect(result == (holds ? .committed(Revision(5)) : .conflict), "\(compare)")
            }
            let refused = Transaction(
                compares: [.exists("a"), .exists("b")],
                changes: [.put("a", [1], lease: nil), .put("x", [1], lease: nil)]
            )
            #expect(try await store.commit(refused) == .conflict)
            #expect(try await store.get("x") == nil)
            #expect(try await store.list("").revision == Revision(5))
        }
    }

    @Test("is refused past its limits", arguments: Engine.allCases)
    func limits(_ engine: Engine) async throws {
        try await engine.with { store throws in
            let keys = (0..<Transaction.maximumOperations).map { "key-\($0)" }
            let full = Transaction(changes: keys.map { .put($0, [], lease: nil) })
            #expect(try await store.commit(full) == .committed(Revision(2)))
            let bytes = 1 + keys.joined().utf8.count
            await #expect(throws: StoreError.tooLarge(operations: 129, bytes: bytes)) {
                _ = try await store.commit(full + Transaction(compares: [.exists("a")]))
            }
            let value = [UInt8](repeating: 7, count: Transaction.maximumBytes - 1)
            #expect(try await store.commit(changing: [.put("a", value, lease: nil)]) == Revision(3))
            #expect(try await store.get("a")?.value == value)
            await #expect(throws: StoreError.tooLarge(operations: 1, bytes: Transaction.maximumBytes + 1)) {
                try await store.commit(changing: [.put("ab", value, lease: nil)])
            }
            await #expect(throws: StoreError.keyChangedTwice("a")) {
                try await store.commit(changing: [.put("a", [], lease: nil), .delete("a")])
            }
        }
    }

    @Test("takes keys for their bytes", arguments: Engine.allCases)
    func bytes(_ engine: Engine) async throws {
        try await engine.with { store in
            // The same character, composed and not; Swift's strings take them for equal.
            try await store.put(("k/\u{E9}", "composed"), ("k/e\u{301}", "decomposed"), ("k/z", "z"))
            #expect(try await store.get("k/\u{E9}")?.text == "composed")
            #expect(try await store.get("k/e\u{301}")?.text == "decomposed")
            #expect(try await store.list("k/").value.map(\.text) == ["decomposed", "z", "composed"])
            #expect(try await store.list("k/e").value.map(\.text) == ["decomposed"])
            try await store.put(("k\u{10FFFF}/x", "x"), ("k\u{D7FF}", "last"), ("k\u{E000}", "first"))
            #expect(try await store.list("k\u{10FFFF}").value.map(\.text) == ["x"])
            #expect(try await store.list("k\u{D7FF}").value.map(\.text) == ["last"])
        }
    }

    @Test("takes no byte of a key for its end", arguments: Engine.allCases)
    func zeroBytes(_ engine: Engine) async throws {
        try await engine.with { store in
            let keys = ["k", "k\0", "k\0\0", "k\0\u{1}", "k\0\u{2}", "k\0a", "k\u{1}", "k\u{1}\0", "k\u{2}", "ka"]
            try await store.commit(changing: keys.map { .put($0, Array($0.utf8), lease: nil) })
            for key in keys { #expect(try await store.get(key)?.value == Array(key.utf8)) }
            #expect(try await store.list("k").value.map(\.key) == keys)
            #expect(try await store.list("k\0").value.map(\.key) == Array(keys[1...5]))
            let page = try await store.list("k", at: nil, after: "k\0\u{1}", limit: 3).value
            #expect(page.map(\.key) == Array(keys[4...6]))
            #expect(try await store.commit(Transaction(compares: [.exists("k\0b")])) == .conflict)
            try await store.delete("k\0", "k\u{1}\0")
            #expect(try await store.get("k")?.text == "k")
            let marks = try await store.history("k\0", from: Revision(3), through: Revision(3)).flatMap(\.marks)
            #expect(marks == ["-k\0"])
        }
    }

    @Test("of a thousand writers at once is each done once", arguments: Engine.allCases)
    func manyWriters(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("sum", "0"))
            let watch = store.watch("", from: Revision(3))
            let revisions = try await withThrowingTaskGroup(of: Revision.self) { group in
                for writer in 0..<1000 {
                    group.addTask { try await store.put(("w/\(writer)", ""), ("hot/\(writer % 10)", "\(writer)")) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(revisions.map(\.value).sorted() == Array(3..<1003))
            #expect(try await store.list("w/").value.count == 1000)
            let batches = try await watch.collect(through: Revision(1002))
            #expect(batches.map(\.revision.value) == Array(3..<1003))
            #expect(batches.allSatisfy { $0.events.count == 2 })
        }
    }

    @Test("that lost a race can be tried again until it counts", arguments: Engine.allCases)
    func counting(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("sum", "0"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        while true {
                            let entry = try #require(try await store.get("sum"))
                            let sum = try #require(Int(entry.text)) + 1
                            let transaction = Transaction(
                                compares: [.modified("sum", entry.modified)],
                                changes: [.put("sum", Array("\(sum)".utf8), lease: nil)]
                            )
                            if case .committed = try await store.commit(transaction) { return }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.get("sum")?.text == "20")
            #expect(try await store.list("").revision == Revision(22))
        }
    }
}
