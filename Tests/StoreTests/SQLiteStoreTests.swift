import Foundation
import Model
import Runtime
import Store
import Testing

@Suite("A SQLite store")
struct SQLiteStoreTests {
    private let folder: TemporaryFolder
    private let runtime = ManualRuntime()

    init() throws { folder = try TemporaryFolder() }

    private func open(keeping limits: HistoryLimits = HistoryLimits()) async throws -> SQLiteStore {
        try await SQLiteStore.open(folder: folder.path + "/state", runtime: runtime, keeping: limits)
    }

    @Test("has everything again when it is opened again")
    func reopens() async throws {
        let first = try await open()
        try await first.put(("k/a", "1"))
        try await first.put(("k/a", "2"), ("k/b", "2"))
        await first.close()

        let second = try await open()
        #expect(second.cluster == first.cluster)
        #expect(second.cluster.value.isUUID)
        #expect(try await second.list("k/").value.map(\.text) == ["2", "2"])
        #expect(try await second.get("k/a", at: Revision(2)).value?.text == "1")
        #expect(try await second.put(("k/c", "3")) == Revision(4))
        let history = try await second.history("k/", from: Revision(2), through: Revision(4))
        #expect(history.map(\.marks) == [["+k/a=1"], ["+k/a=2", "+k/b=2"], ["+k/c=3"]])
        try await second.compact(before: Revision(4))
        await second.close()

        let third = try await open()
        await #expect(throws: StoreError.compacted(Revision(4))) {
            _ = try await third.history("k/", from: Revision(3), through: Revision(4))
        }
        #expect(try await third.list("k/").value.count == 3)
        await third.close()
    }

    @Test("ends the leases of an earlier process when it is opened")
    func leases() async throws {
        let first = try await open()
        let lease = try await first.grantLease(lasting: .seconds(1000))
        try await first.commit(changing: [.put("k/a", [1], lease: lease), .put("k/b", [1], lease: nil)])
        await first.close()
        let second = try await open()
        #expect(try await second.list("k/").value.map(\.key) == ["k/b"])
        #expect(try await second.history("k/", from: Revision(3), through: Revision(3)).map(\.marks) == [["-k/a"]])
        await #expect(throws: StoreError.noLease(lease)) { try await second.keepAlive(lease) }
        await second.close()
        let third = try await open()
        #expect(try await third.list("").revision == Revision(3))
        await third.close()
    }

    @Test("has its folder for itself until it is closed")
    func lock() async throws {
        let first = try await open()
        do {
            _ = try await open()
            Issue.record("the folder was opened twice")
        } catch let error as StoreOpeningError {
            #expect(error == .inUse(folder: folder.path + "/state", process: getpid()))
            #expect(error.description.contains("in use by process \(getpid())"))
        }
        try await first.put(("a", "1"))
        await first.close()
        try await open().close()
    }

    @Test("lets nobody else read its files")
    func modes() async throws {
        let store = try await open()
        try await store.put(("a", "1"))
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let state = folder.path + "/state"
        #expect(try mode(state) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: state).sorted()
        #expect(files == ["lock", "store.sqlite", "store.sqlite-shm", "store.sqlite-wal"])
        for file in files { #expect(try mode(state + "/" + file) == 0o600, "\(file)") }
        await store.close()
    }

    @Test("refuses a file that is no database")
    func damaged() async throws {
        let state = folder.path + "/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: state + "/store.sqlite"))
        do {
            _ = try await open()
            Issue.record("it was opened")
        } catch StoreOpeningError.damaged(let file, _) {
            #expect(file == state + "/store.sqlite")
        }
    }

    @Test("says that it is closed")
    func closed() async throws {
        let store = try await open()
        let watch = store.watch("", from: Revision(2))
        async let watching = watch.collect(through: Revision(2))
        await store.close()
        do {
            _ = try await watching
            Issue.record("the watch went on")
        } catch {
            #expect(error as? StoreError == .closed)
        }
        await #expect(throws: StoreError.closed) { _ = try await store.get("a") }
        await #expect(throws: StoreError.closed) { try await store.put(("a", "1")) }
        await #expect(throws: StoreError.closed) { _ = try await store.grantLease(lasting: .seconds(1)) }
    }

    @Test("ends what was begun before it closes")
    func drains() async throws {
        let store = try await open()
        let committed = await withTaskGroup(of: Bool.self) { group in
            for writer in 0..<200 {
                group.addTask { (try? await store.put(("k/\(writer)", ""))) != nil }
            }
            group.addTask {
                await store.close()
                return false
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let again = try await open()
        #expect(try await again.list("k/").value.count == committed)
        await again.close()
    }

    @Test("forgets by itself what is older than it is to keep")
    func ages() async throws {
        let store = try await open(keeping: HistoryLimits(age: .seconds(60), revisions: 1_000_000))
        for value in 2...5 { try await store.put(("k/a", "\(value)")) }
        runtime.advance(by: .seconds(59))
        try await store.put(("k/a", "6"))
        #expect(try await store.get("k/a", at: Revision(2)).value?.text == "2")
        runtime.advance(by: .seconds(61))
        try await store.put(("k/a", "7"))
        try await store.put(("k/a", "8"))
        await #expect(throws: StoreError.self) { _ = try await store.get("k/a", at: Revision(2)) }
        #expect(try await store.get("k/a")?.text == "8")
        await store.close()
    }

    @Test("is refused to whoever cannot make the folder")
    func unusable() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.path + "/state"))
        do {
            _ = try await open()
            Issue.record("it was opened")
        } catch StoreOpeningError.unusable(let path, _) {
            #expect(path == folder.path + "/state")
        }
    }

    @Test("holds from the start what it reads with, so that it reads when no more files can be opened")
    func readers() async throws {
        let state = folder.path + "/state"
        #expect(DiskShim.follow(state) { _, _ in 0 })
        defer { DiskShim.leave(state) }
        let store = try await open()
        // One to write with, and three to read with.
        #expect(DiskShim.connections(to: state + "/store.sqlite") == 4)
        await store.close()
    }
}
