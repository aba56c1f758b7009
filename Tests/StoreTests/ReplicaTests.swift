import Model
import Runtime
import Store
import Testing

@Suite("A replica")
struct ReplicaTests {
    private let red = ID<Project>("red")
    private let blue = ID<Project>("blue")

    /// Runs a replica of notes beside the test.
    private func with(
        _ engine: Engine,
        _ test: (any Store, Replica<Note>) async throws -> Void
    ) async throws {
        try await engine.with { store in
            let replica = Replica<Note>(
                store,
                indexes: [ReplicaIndex("tag", words: \.tags), ReplicaIndex("text", word: { $0.text })]
            )
            let running = SystemRuntime().spawn("replica") { try? await replica.run() }
            await replica.ready()
            do { try await test(store, replica) } catch {
                running.cancel()
                throw error
            }
            running.cancel()
            await running.finished()
        }
    }

    private func put(_ store: any Store, _ id: String, _ note: Note) async throws -> Revision {
        guard case .committed(let revision) = try await store.commit(try Collection.overwrite(id, note))
        else { throw Unexpected(what: "conflict") }
        return revision
    }

    @Test("is held up by no follower that gives up while changes come", .timeLimit(.minutes(2)))
    func cancelledFollowers() async throws {
        try await with(.memory) { store, replica in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for follower in 0..<8 {
                    group.addTask {
                        for round in 0..<400 {
                            let following = (0..<8).map { _ in
                                let changes = replica.changes()
                                return SystemRuntime().spawn("follower") { for await _ in changes {} }
                            }
                            let first = try await put(store, "\(follower)", Note(text: "first", project: red))
                            try await replica.wait(for: first)
                            // All wait for a change now; one comes while they are told to end.
                            async let revision = put(store, "\(follower)", Note(text: "\(round)", project: red))
                            for task in following { task.cancel() }
                            try await replica.wait(for: revision)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(replica.count == 8)
        }
    }

    @Test("has what its writer wrote, once it waited", arguments: Engine.allCases)
    func readYourWrites(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<50 {
                    group.addTask {
                        for round in 0..<4 {
                            let note = Note(text: "\(round)", project: red, tags: ["w\(writer)"])
                            let revision = try await put(store, "\(writer)", note)
                            try await replica.wait(for: revision)
                            #expect(replica.get("\(writer)")?.value == note)
                            #expect(replica.get("\(writer)")?.revision == revision)
                            #expect(replica.matching("tag", "w\(writer)").map(\.value) == [note])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(replica.count == 50)
            #expect(replica.matching("text", "3").count == 50)
            #expect(replica.matching("text", "2").isEmpty)
        }
    }

    @Test("reaches a revision that did not touch it", arguments: Engine.allCases)
    func untouched(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            let revision = try await store.put(("other", "1"))
            try await replica.wait(for: revision)
            #expect(replica.revision >= revision)
            #expect(replica.count == 0)
        }
    }

    @Test("shows each scope its own, in order", arguments: Engine.allCases)
    func scopes(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            for (id, owner) in [("5", red), ("1", blue), ("3", nil), ("2", red), ("4", blue), ("9", nil), ("0", nil)] {
                _ = try await put(store, id, Note(text: "x", project: owner, tags: ["a"]))
            }
            let revision = try await put(store, "4", Note(text: "x", project: red, tags: ["a"]))
            try await replica.wait(for: revision)
            #expect(replica.all().map(\.key) == ["0", "1", "2", "3", "4", "5", "9"])
            #expect(replica.all(in: .project(red)).map(\.key) == ["0", "2", "3", "4", "5", "9"])
            #expect(replica.all(in: .project(blue)).map(\.key) == ["0", "1", "3", "9"])
            #expect(replica.all(in: .project(ID("green"))).map(\.key) == ["0", "3", "9"])
            #expect(replica.matching("tag", "a", in: .project(blue)).map(\.key) == ["0", "1", "3", "9"])
            #expect(replica.get("1", in: .project(red)) == nil)
            #expect(replica.get("1", in: .project(blue)) != nil)
            let (count, first) = replica.read { ($0.count, $0.get("0")) }
            #expect(count == 7)
            #expect(first?.value.owner == nil)
        }
    }

    @Test("tells its followers every change after the records they got", arguments: Engine.allCases)
    func changes(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            try await replica.wait(for: put(store, "1", Note(text: "a")))
            let (records, changes) = replica.follow()
            #expect(records.map(\.value) == [Note(text: "a")])
            _ = try await put(store, "1", Note(text: "b"))
            _ = try await put(store, "2", Note(text: "c"))
            try await store.delete("notes/1")
            var seen: [String] = []
            for await change in changes {
                switch change {
                case .put(let new, let was): seen.append("\(was?.value.text ?? "-")>\(new.value.text)")
                case .removed(let old): seen.append("\(old.value.text)>-")
                }
                if seen.count == 3 { break }
            }
            #expect(seen == ["a>b", "->c", "b>-"])
        }
    }

    @Test("tells who follows one record of that one alone", arguments: Engine.allCases)
    func changesOfOne(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            try await replica.wait(for: put(store, "1", Note(text: "a")))
            let (record, changes) = replica.follow("1")
            let (none, coming) = replica.follow("2")
            #expect(record?.value == Note(text: "a") && none == nil)
            _ = try await put(store, "2", Note(text: "c"))
            _ = try await put(store, "1", Note(text: "b"))
            try await store.delete("notes/1")
            try await store.delete("notes/2")
            for (key, changes) in [("1", changes), ("2", coming)] {
                var seen: [ReplicaChange<Note>] = []
                for await change in changes {
                    seen.append(change)
                    if case .removed = change { break }
                }
                #expect(seen.count == 2 && seen.allSatisfy { $0.key == key })
            }
        }
    }

    @Test("leaves out what it cannot read, and says so", arguments: Engine.allCases)
    func unreadable(_ engine: Engine) async throws {
        try await with(engine) { store, replica in
            _ = try await put(store, "1", Note(text: "a"))
            try await replica.wait(for: store.put(("notes/1", "?"), ("notes/2", "?")))
            #expect(replica.all().isEmpty)
            #expect(replica.unreadable.keys.sorted() == ["1", "2"])
            try await replica.wait(for: put(store, "1", Note(text: "b")))
            #expect(replica.get("1")?.value.text == "b")
            #expect(replica.unreadable.keys.sorted() == ["2"])
            try await replica.wait(for: store.delete("notes/2"))
            #expect(replica.unreadable.isEmpty)
        }
    }

    @Test("emits the difference when it has to list again", arguments: Engine.allCases)
    func listsAgain(_ engine: Engine) async throws {
        try await engine.with { store in
            let replica = Replica<Note>(store)
            var running = SystemRuntime().spawn("replica") { try? await replica.run() }
            _ = try await put(store, "gone", Note(text: "a"))
            _ = try await put(store, "same", Note(text: "a"))
            try await replica.wait(for: put(store, "changed", Note(text: "a")))
            running.cancel()
            await running.finished()
            let last = try await put(store, "changed", Note(text: "b"))
            await #expect(throws: StoreError.closed) { try await replica.wait(for: last) }
            try await store.delete("notes/gone")
            let revision = try await put(store, "new", Note(text: "c"))
            try await store.compact(before: revision)
            let changes = replica.changes()
            running = SystemRuntime().spawn("replica") { try? await replica.run() }
            var seen: [String] = []
            for await change in changes {
                if case .removed = change { seen.append("-\(change.key)") } else { seen.append("+\(change.key)") }
                if seen.count == 3 { break }
            }
            #expect(seen == ["-gone", "+changed", "+new"])
            running.cancel()
            await running.finished()
        }
    }

    @Test("lists more records than a page holds", arguments: Engine.allCases)
    func manyPages(_ engine: Engine) async throws {
        try await engine.with { store in
            for start in stride(from: 0, to: 1200, by: 100) {
                var transaction = Transaction()
                for index in start..<start + 100 {
                    transaction = transaction + (try Collection.overwrite("\(index)", Note(text: "\(index)")))
                }
                _ = try await store.commit(transaction)
            }
            let replica = Replica<Note>(store, under: "1")
            let running = SystemRuntime().spawn("replica") { try? await replica.run() }
            await replica.ready()
            #expect(replica.count == 1 + 10 + 100 + 200)
            running.cancel()
            await running.finished()
        }
    }

    @Test("lets a cancelled task go")
    func cancelled() async throws {
        let store = MemoryStore(runtime: ManualRuntime())
        let replica = Replica<Note>(store)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await replica.wait(for: Revision(9)) } }
            group.addTask { await replica.ready() }
            group.cancelAll()
        }
    }
}
