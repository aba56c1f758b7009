import GRDB
import Runtime
import Testing

@testable import Store

@Suite("The database file")
struct SQLiteFileTests {
    private let folder: TemporaryFolder
    private let runtime = ManualRuntime()
    private let later = SQLiteSchema(
        steps: SQLiteSchema.current.steps + [{ try $0.execute(sql: "CREATE TABLE later (x)") }]
    )

    init() throws { folder = try TemporaryFolder() }

    private func open(
        _ schema: SQLiteSchema,
        keeping limits: HistoryLimits = HistoryLimits()
    ) async throws -> SQLiteStore {
        try await SQLiteStore.open(folder: folder.path, runtime: runtime, keeping: limits, schema: schema)
    }

    @Test("of an older schema is brought up to date, and kept as it was")
    func upgrade() async throws {
        let old = try await open(.current)
        try await old.put(("k/a", "1"))
        await old.close()
        let new = try await open(later)
        #expect(try await new.get("k/a")?.text == "1")
        try await new.put(("k/a", "2"))
        await new.close()

        let known = SQLiteSchema.current.steps.count
        let copy = try DatabaseQueue(path: "\(folder.path)/store.sqlite.schema-\(known)")
        let (version, keys) = try await copy.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA user_version"),
                try String.fetchAll(database, sql: "SELECT key FROM versions")
            )
        }
        #expect(version == known)
        #expect(keys == ["k/a"])
    }

    @Test("of a newer schema is refused, and not touched")
    func newer() async throws {
        let new = try await open(later)
        await new.close()
        let known = SQLiteSchema.current.steps.count
        await #expect(
            throws: StoreOpeningError.newerSchema(file: folder.path + "/store.sqlite", found: known + 1, known: known)
        ) { _ = try await open(.current) }
        try await open(later).close()
    }

    @Test("of something else is refused")
    func foreign() async throws {
        let other = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try await other.write { try $0.execute(sql: "CREATE TABLE other (x)") }
        try other.close()
        await #expect(throws: StoreOpeningError.notAStore(file: folder.path + "/store.sqlite")) {
            _ = try await open(.current)
        }
    }

    @Test("waits for the disk at each commit")
    func synchronous() throws {
        let state = try StateFolder(folder.path)
        let opened = try SQLiteOpening(state.file("store.sqlite"), state, .current, runtime)
        let (synchronous, journal) = try opened.pool.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode")
            )
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
        try opened.pool.close()
    }

    @Test("stays small however often keys change")
    func compaction() async throws {
        let store = try await open(.current, keeping: HistoryLimits(age: .seconds(1_000_000), revisions: 64))
        try await store.put(("old", "1"))
        for round in 0..<600 {
            try await store.put(("k/\(round % 7)", "\(round)"), ("n/\(round)", ""))
            try await store.delete("n/\(round)")
        }
        await #expect(throws: StoreError.self) { _ = try await store.get("old", at: Revision(2)) }
        #expect(try await store.list("").value.map(\.key) == (0..<7).map { "k/\($0)" } + ["old"])
        await store.close()
        let file = try DatabaseQueue(path: folder.path + "/store.sqlite")
        let count = try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM versions") }
        #expect(try #require(count) < 8 + 3 * 80)
    }

    @Test("goes on with a compaction that was cut short")
    func interruptedSweep() async throws {
        let first = try await open(.current)
        for round in 0..<300 { try await first.put(("k/\(round % 3)", "\(round)")) }
        await first.close()
        // The floor is raised, and not one old version deleted yet.
        let file = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try await file.write { database in
            let history = SQLiteHistory(database: database)
            var sweep = try history.sweep()
            try history.raiseFloor(to: Revision(301), &sweep)
            #expect(!sweep.isDone)
        }
        try file.close()
        let second = try await open(.current)
        try await second.put(("k/0", "last"))
        #expect(try await second.list("k/").value.map(\.text) == ["last", "298", "299"])
        await second.close()
        let after = try DatabaseQueue(path: folder.path + "/store.sqlite")
        let count = try await after.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM versions") }
        #expect(count == 4)
    }

    @Test("is read by its indexes alone")
    func plans() throws {
        let state = try StateFolder(folder.path)
        let opened = try SQLiteOpening(state.file("store.sqlite"), state, .current, runtime)
        let plans = Statements()
        try opened.pool.writeWithoutTransaction { database in
            database.trace { plans.add("\($0)") }
            let history = SQLiteHistory(database: database)
            _ = try history.entry("k/a", at: Revision(5))
            _ = try history.times(of: "k/a")
            _ = try history.entries("k/", at: Revision(5), after: "k/b", limit: 3)
            _ = try history.entries("k/", at: Revision(5), after: nil, limit: nil)
            _ = try history.batches("k/", from: Revision(2), through: Revision(9))
            _ = try history.keys(of: LeaseID(7))
            _ = try history.revision()
            database.trace()
            for statement in plans.all where statement.hasPrefix("SELECT") {
                let explain = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement)
                explain.setUncheckedArguments([])
                let steps = try Row.fetchAll(explain).map { $0["detail"] as String }
                #expect(steps.allSatisfy { !$0.hasPrefix("SCAN") }, "\(statement): \(steps)")
            }
            #expect(plans.all.count >= 7)
        }
        try opened.pool.close()
    }
}
