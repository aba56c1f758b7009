import Foundation
import Runtime
import Store
import Testing

@Suite("A store whose disk fails for a while")
struct DiskFaultTests {
    private let runtime = SystemRuntime()

    @Test("says so, loses nothing, and goes on by itself afterwards", arguments: DiskFault.Kind.ofCommits)
    func fails(_ kind: DiskFault.Kind) async throws {
        let folder = try TemporaryFolder()
        let fault = DiskFault()
        #expect(DiskShim.follow(folder.path, fault.script))
        defer { DiskShim.leave(folder.path) }
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        let watch = store.watch("", from: Revision(2))
        var known: [String: String] = [:]
        var refusals = 0
        for round in 0..<60 {
            fault.begin(kind, after: round * 7 % 40)
            refusals += try await crowd(store, round, &known)
            let meanwhile = try await store.list("")
            #expect(known.allSatisfy { key, text in meanwhile.value.contains { $0.key == key && $0.text == text } })
            if round % 15 == 0 { try await expectSurvival(of: folder, known) }
            fault.end()
            #expect(try await crowd(store, round, &known) == 0, "it does not go on")
        }
        #expect(fault.refused > 0 && refusals > 0)
        let listing = try await store.list("")
        #expect(try await store.texts() == known)
        let batches = try await watch.collect(through: listing.revision)
        #expect(batches.map(\.revision.value) == Array(2...listing.revision.value))
        await store.close()

        let again = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        #expect(try await again.list("").value == listing.value)
        #expect(try await again.wholeHistory(from: Revision(2), through: listing.revision) == batches)
        await again.close()
    }

    @Test("is opened, or says why not, whenever the disk fails meanwhile", arguments: [DiskFault.Kind.read, .readOnly])
    func opening(_ kind: DiskFault.Kind) async throws {
        let folder = try TemporaryFolder()
        let fault = DiskFault()
        #expect(DiskShim.follow(folder.path, fault.script))
        defer { DiskShim.leave(folder.path) }
        var (opened, refused) = (0, 0)
        for operations in 0..<60 {
            fault.begin(kind, after: operations < 40 ? operations : operations * 10)
            do {
                let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
                opened += 1
                fault.end()
                try await store.put(("opened", "\(opened)"))
                await store.close()
            } catch is StoreOpeningError {
                refused += 1
                fault.end()
            }
        }
        #expect(opened > 0 && refused > 0, "opened \(opened) times, refused \(refused) times")
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        #expect(try await store.get("opened")?.text == "\(opened)")
        await store.close()
    }

    @Test("does not end a watch: it goes on when the disk can be read again")
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        let runtime = ManualRuntime()
        let fault = DiskFault()
        #expect(DiskShim.follow(folder.path, fault.script))
        defer { DiskShim.leave(folder.path) }
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        for value in 2...50 { try await store.put(("k/a", "\(value)" + String(repeating: "x", count: 9000))) }
        fault.begin(.read, after: 0)
        await #expect(throws: StoreError.self) { _ = try await store.list("k/") }
        async let seen = store.history("k/", from: Revision(2), through: Revision(50))
        for _ in 0..<3 {
            await runtime.sleeper()
            runtime.advance(by: .seconds(1))
        }
        await runtime.sleeper()
        fault.end()
        runtime.advance(by: .seconds(1))
        #expect(try await seen.map(\.revision.value) == Array(2...50))
        await store.close()
    }

    /// A few writers at once.
    ///
    /// - Returns: how many were refused; all others are in `known`.
    private func crowd(_ store: SQLiteStore, _ round: Int, _ known: inout [String: String]) async throws -> Int {
        let done = try await withThrowingTaskGroup(of: (String, String)?.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    let text = "\(round) " + String(repeating: "x", count: (round + writer) * 617 % 30_000)
                    do {
                        try await store.put(("w/\(writer)", text), ("w/\(writer)/\(round % 10)", text))
                        return ("w/\(writer)", text)
                    } catch StoreError.unavailable {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for case (let key, let text)? in done {
            known[key] = text
            known["\(key)/\(round % 10)"] = text
        }
        return done.count { $0 == nil }
    }

    /// Where the process dies while the disk fails, the next one finds all that was acknowledged, or what was tried after it.
    private func expectSurvival(of folder: TemporaryFolder, _ known: [String: String]) async throws {
        let copy = try TemporaryFolder()
        for name in ["store.sqlite", "store.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        let store = try await SQLiteStore.open(folder: copy.path, runtime: runtime)
        let found = try await store.texts()
        for (key, text) in known {
            let (was, isNow) = (Self.round(text), Self.round(found[key] ?? ""))
            #expect(isNow >= was, "\(key) was written in round \(was), and is there as of round \(isNow)")
        }
        await store.close()
    }

    private static func round(_ text: String) -> Int { Int(text.prefix { $0 != " " }) ?? -1 }
}
