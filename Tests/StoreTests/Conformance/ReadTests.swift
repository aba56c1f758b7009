import Store
import Testing

@Suite("A read")
struct ReadTests {
    @Test("sees the store as it was at a revision", arguments: Engine.allCases)
    func past(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("k/a", "1"), ("k/b", "1"))
            try await store.put(("k/a", "2"))
            try await store.delete("k/b")
            try await store.put(("k/b", "3"), ("k/c", "3"))
            let expected: [Int64: [String]] = [
                1: [], 2: ["k/a=1", "k/b=1"], 3: ["k/a=2", "k/b=1"], 4: ["k/a=2"], 5: ["k/a=2", "k/b=3", "k/c=3"],
            ]
            for (revision, entries) in expected {
                let reading = try await store.list("k/", at: Revision(revision), after: nil, limit: nil)
                #expect(reading.value.map { "\($0.key)=\($0.text)" } == entries)
                #expect(reading.revision == Revision(revision))
                let single = try await store.get("k/a", at: Revision(revision))
                #expect(single.value?.text == entries.first.map { String($0.suffix(1)) })
            }
            await #expect(throws: StoreError.self) { _ = try await store.get("k/a", at: Revision(6)) }
        }
    }

    @Test("gives pages of one revision while others write", arguments: Engine.allCases)
    func pages(_ engine: Engine) async throws {
        try await engine.with { store in
            for index in 10..<35 { try await store.put(("k/\(index)", "\(index)")) }
            try await store.put(("j", ""), ("k", ""), ("l", ""))
            var seen: [String] = []
            var after: String?
            var revision: Revision?
            repeat {
                let page = try await store.list("k/", at: revision, after: after, limit: 4)
                #expect(page.value.count <= 4)
                #expect(revision == nil || page.revision == revision)
                revision = page.revision
                seen += page.value.map(\.text)
                after = page.value.last?.key
                try await store.delete("k/\(10 + seen.count)")
                try await store.put(("k/99", "late"))
            } while after != nil
            #expect(seen == (10..<35).map(String.init))
            #expect(try await store.list("k/", at: nil, after: "a", limit: 1).value.map(\.key) == ["k/10"])
            #expect(try await store.list("k/", at: nil, after: "l", limit: nil).value.isEmpty)
            #expect(try await store.list("k/", at: nil, after: nil, limit: 0).value.isEmpty)
        }
    }

    @Test("of a prefix covers its keys alone", arguments: Engine.allCases)
    func prefixes(_ engine: Engine) async throws {
        try await engine.with { store in
            try await store.put(("hosts/h1/a", ""), ("hosts/h10/a", ""), ("hosts/h1", ""), ("hosts0", ""))
            #expect(try await store.list("hosts/h1/").value.map(\.key) == ["hosts/h1/a"])
            #expect(try await store.list("hosts/").value.map(\.key) == ["hosts/h1", "hosts/h1/a", "hosts/h10/a"])
            #expect(try await store.list("").value.count == 4)
            // A prefix is text, never a pattern.
            try await store.put(("x%y_z*", "1"), ("xAyBzC", "2"))
            #expect(try await store.list("x%y_z*").value.map(\.text) == ["1"])
        }
    }
}
