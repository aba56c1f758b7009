import Store
import Testing

@Suite("A lease")
struct LeaseTests {
    @Test("deletes its keys when its time is over", arguments: Engine.allCases)
    func expires(_ engine: Engine) async throws {
        let runtime = ManualRuntime()
        try await engine.with(runtime) { store in
            let lease = try await store.grantLease(lasting: .seconds(10))
            try await store.commit(changing: [.put("k/a", [1], lease: lease), .put("k/b", [1], lease: lease)])
            try await store.put(("k/free", "1"))
            #expect(try await store.get("k/a")?.lease == lease)
            // A put without the lease takes the key from it.
            try await store.put(("k/b", "2"))
            #expect(try await store.get("k/b")?.lease == nil)
            let watch = store.watch("k/", from: Revision(5))
            await runtime.sleeper()
            runtime.advance(by: .seconds(11))
            #expect(try await watch.collect(through: Revision(5)).map(\.marks) == [["-k/a"]])
            #expect(try await store.list("k/").value.map(\.key) == ["k/b", "k/free"])
        }
    }

    @Test("lives on while it is kept alive", arguments: Engine.allCases)
    func keptAlive(_ engine: Engine) async throws {
        let runtime = ManualRuntime()
        try await engine.with(runtime) { store in
            let lease = try await store.grantLease(lasting: .seconds(10))
            try await store.commit(changing: [.put("k/a", [1], lease: lease)])
            for _ in 0..<5 {
                await runtime.sleeper()
                runtime.advance(by: .seconds(8))
                try await store.keepAlive(lease)
            }
            #expect(try await store.get("k/a") != nil)
            let watch = store.watch("k/", from: Revision(3))
            await runtime.sleeper()
            runtime.advance(by: .seconds(11))
            await #expect(throws: StoreError.noLease(lease)) { try await store.keepAlive(lease) }
            #expect(try await watch.collect(through: Revision(3)).map(\.marks) == [["-k/a"]])
        }
    }

    @Test("that is over takes no more keys", arguments: Engine.allCases)
    func gone(_ engine: Engine) async throws {
        let runtime = ManualRuntime()
        try await engine.with(runtime) { store in
            let lease = try await store.grantLease(lasting: .seconds(10))
            await runtime.sleeper()
            runtime.advance(by: .seconds(10))
            await #expect(throws: StoreError.noLease(lease)) {
                try await store.commit(changing: [.put("k/a", [1], lease: lease)])
            }
            let unknown = LeaseID(42)
            await #expect(throws: StoreError.noLease(unknown)) { try await store.keepAlive(unknown) }
            await #expect(throws: StoreError.noLease(unknown)) { try await store.revoke(unknown) }
        }
    }

    @Test("can be revoked, with more keys than a commit has room for", arguments: Engine.allCases)
    func revoked(_ engine: Engine) async throws {
        try await engine.with { store in
            let lease = try await store.grantLease(lasting: .seconds(10))
            for round in 0..<3 {
                try await store.commit(changing: (0..<100).map { .put("k/\(round)-\($0)", [], lease: lease) })
            }
            try await store.revoke(lease)
            let reading = try await store.list("k/")
            #expect(reading.value.isEmpty)
            let deletions = try await store.history("k/", from: Revision(5), through: reading.revision)
            #expect(deletions.flatMap(\.events).count == 300)
            #expect(deletions.allSatisfy { $0.events.count <= Transaction.maximumOperations })
            await #expect(throws: StoreError.noLease(lease)) { try await store.revoke(lease) }
        }
    }
}
