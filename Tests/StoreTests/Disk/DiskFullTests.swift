import Foundation
import Model
import Runtime
import Store
import Testing

@Suite("A store on a disk that is full", .enabled(if: SmallDisk.isPossible, "needs root, to mount a small disk"))
struct DiskFullTests {
    private let runtime = SystemRuntime()

    @Test("says so, loses nothing, and goes on by itself when there is space again")
    func full() async throws {
        let disk = try SmallDisk(kibibytes: 4096)
        defer { disk.unmount() }
        let state = disk.path + "/state"
        let store = try await SQLiteStore.open(folder: state, runtime: runtime)
        let replica = Replica<Note>(store)
        let following = runtime.spawn("replica") { try? await replica.run() }
        let watch = store.watch("", from: Revision(2))
        var known: [String: String] = [:]
        for round in 0..<3 {
            try await store.put(("round", "\(round)"))
            known["round"] = "\(round)"
            try disk.fill()
            let refused = try await crowd(store, round, &known)
            #expect(refused > 0, "the disk was not full")
            #expect(try await store.texts() == known, "not what was acknowledged")
            disk.free()
            #expect(try await crowd(store, round, &known) == 0)
            #expect(try await store.texts() == known)
        }
        let note = try await store.commit(try Collection.insertion("n", Note(text: "after")))
        guard case .committed(let last) = note else { throw Unexpected(what: "a conflict") }
        #expect(try await watch.collect(through: last).map(\.revision.value) == Array(2...last.value))
        try await replica.wait(for: last)
        #expect(replica.get("n")?.value.text == "after")
        let listing = try await store.list("")
        following.cancel()
        await following.finished()
        await store.close()

        let again = try await SQLiteStore.open(folder: state, runtime: runtime)
        #expect(try await again.list("").value == listing.value)
        _ = try await again.wholeHistory(from: Revision(2), through: listing.revision)
        await again.close()
    }

    @Test("still takes what needs no more space than it has")
    func steady() async throws {
        let disk = try SmallDisk(kibibytes: 4096)
        defer { disk.unmount() }
        let limits = HistoryLimits(revisions: 20)
        let state = disk.path + "/state"
        for _ in 0..<2 {
            let before = try await SQLiteStore.open(folder: state, runtime: runtime, keeping: limits)
            try await update(before, times: 200)
            await before.close()
        }
        let store = try await SQLiteStore.open(folder: state, runtime: runtime, keeping: limits)
        try await update(store, times: 60)
        try disk.fill()
        try await update(store, times: 300)
        await store.close()
        disk.free()
    }

    private func update(_ store: SQLiteStore, times: Int) async throws {
        for round in 0..<times { try await store.put(("status/\(round % 5)", "\(round)")) }
    }

    @Test("cannot be opened, and can when there is space again")
    func opening() async throws {
        let disk = try SmallDisk(kibibytes: 1024)
        defer { disk.unmount() }
        try disk.fill()
        await #expect(throws: StoreOpeningError.self) {
            _ = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
        }
        disk.free()
        let store = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
        try await store.put(("a", "1"))
        await store.close()
        try disk.fill()
        do {
            let again = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
            await again.close()
        } catch let error as StoreOpeningError {
            #expect("\(error)".contains("free space"), "\(error)")
        }
        disk.free()
        let again = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
        #expect(try await again.texts() == ["a": "1"])
        await again.close()
    }

    @Test("that is read-only cannot be opened, and can when it is not")
    func readOnly() async throws {
        let disk = try SmallDisk(kibibytes: 1024)
        defer { disk.unmount() }
        do {
            let store = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
            try await store.put(("a", "1"))
            await store.close()
        }
        try disk.set(readOnly: true)
        do {
            let again = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
            await again.close()
            Issue.record("it was opened")
        } catch let error as StoreOpeningError {
            #expect("\(error)".contains("Read-only file system"), "\(error)")
        }
        try disk.set(readOnly: false)
        let again = try await SQLiteStore.open(folder: disk.path + "/state", runtime: runtime)
        #expect(try await again.put(("b", "1")) == Revision(3))
        await again.close()
    }

    /// Many writers at once, large and small.
    ///
    /// - Returns: how many were refused; all others are in `known`.
    private func crowd(_ store: SQLiteStore, _ round: Int, _ known: inout [String: String]) async throws -> Int {
        let done = try await withThrowingTaskGroup(of: (String, String)?.self) { group in
            for writer in 0..<40 {
                group.addTask {
                    let text = "\(round) " + String(repeating: "x", count: writer * 250)
                    do {
                        try await store.put(("w/\(writer)", text))
                        return ("w/\(writer)", text)
                    } catch StoreError.unavailable(let reason) {
                        #expect(reason.contains("full"), "\(reason)")
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for case (let key, let text)? in done { known[key] = text }
        return done.count { $0 == nil }
    }
}

extension Store {
    func texts() async throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try await list("").value.map { ($0.key, $0.text) })
    }
}
