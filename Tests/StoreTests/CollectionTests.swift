import Model
import Store
import Testing

@Suite("A collection")
struct CollectionTests {
    private let red = ID<Project>("red")
    private let blue = ID<Project>("blue")

    private func insert(_ store: any Store, _ id: String, _ note: Note) async throws -> Stored<Note> {
        _ = try await store.commit(try Collection<Note>.insertion(id, note))
        return try #require(try await Collection<Note>(store).get(id))
    }

    @Test("gives back what was inserted, to those who may see it", arguments: Engine.allCases)
    func scopes(_ engine: Engine) async throws {
        try await engine.with { store in
            let notes = Collection<Note>(store)
            let stored = try await insert(store, "1", Note(text: "ä/\"x\"\n", project: red, tags: ["a"]))
            #expect(stored == Stored(key: "1", value: stored.value, created: Revision(2), revision: Revision(2)))
            #expect(stored.value == Note(text: "ä/\"x\"\n", project: red, tags: ["a"]))
            _ = try await insert(store, "2", Note(text: "blue's", project: blue))
            _ = try await insert(store, "3", Note(text: "nobody's"))
            #expect(try await notes.get("1", in: .project(blue)) == nil)
            #expect(try await notes.get("1", in: .project(red))?.key == "1")
            #expect(try await notes.list(in: .project(blue)).map(\.key) == ["2", "3"])
            #expect(try await notes.list().map(\.key) == ["1", "2", "3"])
            #expect(try await notes.list(under: "2").map(\.key) == ["2"])
            #expect(try await notes.get("4") == nil)
        }
    }

    @Test("changes and removes only what is still as it was read", arguments: Engine.allCases)
    func compares(_ engine: Engine) async throws {
        try await engine.with { store in
            let old = try await insert(store, "1", Note(text: "old"))
            #expect(try await store.commit(try Collection.insertion("1", old.value)) == .conflict)
            let update = try Collection.update(old, to: Note(text: "new"))
            #expect(try await store.commit(update) == .committed(Revision(3)))
            #expect(try await store.commit(update) == .conflict)
            #expect(try await store.commit(Collection.removal(old)) == .conflict)
            #expect(try await store.commit(Collection.unchanged(old)) == .conflict)
            let new = try #require(try await Collection<Note>(store).get("1"))
            #expect(new.created == Revision(2))
            #expect(try await store.commit(Collection.unchanged(new)) == .committed(Revision(3)))
            let overwriting = try Collection.overwrite("1", Note(text: "by force"))
            #expect(try await store.commit(overwriting) == .committed(Revision(4)))
            let last = try #require(try await Collection<Note>(store).get("1"))
            #expect(try await store.commit(Collection.removal(last)) == .committed(Revision(5)))
            #expect(try await Collection<Note>(store).get("1") == nil)
        }
    }

    @Test("modifies whoever else does", arguments: Engine.allCases)
    func modifies(_ engine: Engine) async throws {
        try await engine.with { store in
            let notes = Collection<Note>(store)
            _ = try await insert(store, "1", Note(text: "", project: red))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask { _ = try await notes.modify("1") { $0.tags.append("\(writer)") } }
                }
                try await group.waitForAll()
            }
            #expect(try await notes.get("1")?.value.tags.sorted() == (0..<8).map(String.init))
            let before = try #require(try await notes.get("1"))
            #expect(try await notes.modify("1") { $0.text = "" } == before)
            #expect(try await notes.modify("2") { $0.text = "x" } == nil)
            #expect(try await notes.modify("1", in: .project(blue)) { $0.text = "x" } == nil)
            await #expect(throws: Unexpected.self) { try await notes.modify("1") { _ in throw Unexpected(what: "x") } }
            #expect(try await notes.get("1") == before)
            let after = try #require(try await notes.modify("1") { $0.text = "new" })
            #expect(try await notes.get("1") == after)
        }
    }

    @Test("keeps the lease of what it changes", arguments: Engine.allCases)
    func leases(_ engine: Engine) async throws {
        try await engine.with { store in
            let notes = Collection<Note>(store)
            let lease = try await store.grantLease(lasting: .seconds(10))
            _ = try await store.commit(try Collection.insertion("1", Note(text: "a"), lease: lease))
            _ = try await notes.modify("1") { $0.text = "b" }
            #expect(try await store.get("notes/1")?.lease == lease)
            #expect(try await notes.get("1")?.lease == lease)
        }
    }

    @Test("reads a later program's record and never rewrites it", arguments: Engine.allCases)
    func laterSchema(_ engine: Engine) async throws {
        try await engine.with { store in
            let notes = Collection<Note>(store)
            _ = try await store.commit(try Collection.insertion("1", LaterNote(text: "later")))
            let stored = try #require(try await notes.get("1"))
            #expect(stored.value.text == "later")
            #expect(stored.schema == 2)
            #expect(throws: StoreError.self) { try Collection.update(stored, to: Note(text: "mine")) }
            await #expect(throws: StoreError.self) { try await notes.modify("1") { $0.text = "mine" } }
            #expect(try await Collection<LaterNote>(store).get("1")?.value == LaterNote(text: "later"))
            try await store.put(("notes/2", #"{"record":{"text":"x"},"schema":3}"#), ("notes/3", "no JSON"))
            for id in ["2", "3"] {
                do {
                    _ = try await notes.get(id)
                    Issue.record("record \(id) was read")
                } catch StoreError.unreadable(let key, let reason) {
                    #expect(key == "notes/\(id)")
                    #expect(id == "3" || reason.contains("schema is 3"))
                }
            }
        }
    }
}
