import Foundation
import Runtime
import Store
import Testing

@Suite("A store whose process is killed (kill -9)")
struct KillTests {
    private static let writers = 40
    private let runtime = SystemRuntime()

    @Test("loses nothing acknowledged, shows nothing half done, and goes on where it was")
    func killed() async throws {
        let folder = try TemporaryFolder()
        var ledger = WriterLedger()
        var compacted = 0
        for _ in 1...Deaths.count {
            let said = try await die(in: folder.path + "/state")
            // In a copy, the log that the dead process left comes to the next process as it is.
            let copy = Bool.random() ? try TemporaryFolder() : nil
            if let copy { try Self.copyState(folder.path, copy.path) }
            let store = try await SQLiteStore.open(folder: (copy ?? folder).path + "/state", runtime: runtime)
            let first = Revision(Int64.random(in: 2...max(2, ledger.revision.value)))
            do {
                _ = try await store.wholeHistory(from: first, through: ledger.revision)
            } catch StoreError.compacted(let floor) {
                #expect(first < floor)
                compacted += 1
            }
            try await ledger.examine(store, after: said)
            await store.close()
        }
        #expect(ledger.acknowledged > 10 * Deaths.count)
        #expect(ledger.conflicts > 0)
        print(
            "store: \(Deaths.count) kills, \(ledger.acknowledged) commits acknowledged, \(ledger.conflicts) conflicts, "
                + "\(compacted) times compacted")
    }

    /// Lets a process write for a while, and kills it: often as it writes, at times as it begins.
    private func die(in folder: String) async throws -> [WriterLine] {
        let process = try WriterProcess(folder, writers: Self.writers)
        if Int.random(in: 0..<4) > 0 { try await process.opened() }
        try await runtime.sleep(for: .microseconds(Int64.random(in: 0..<300_000)))
        try process.kill9()
        return try process.said()
    }

    /// The database with its log; not what only a living process has (the index of the log).
    private static func copyState(_ folder: String, _ other: String) throws {
        try FileManager.default.createDirectory(atPath: other + "/state", withIntermediateDirectories: true)
        for name in ["/state/store.sqlite", "/state/store.sqlite-wal"]
        where FileManager.default.fileExists(atPath: folder + name) {
            try FileManager.default.copyItem(atPath: folder + name, toPath: other + name)
        }
    }
}
