import Foundation
import Runtime
import Store
import Testing

@Suite("A store on a machine that loses its power")
struct PowerLossTests {
    private static let writers = 8
    private static let rounds = 60
    private let runtime = SystemRuntime()

    @Test("has all that was acknowledged, and nothing half done, whatever of the rest has reached the disk")
    func lossOfPower() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStore.open(folder: folder.path, runtime: runtime).close()
        let log = try DiskLog(folder.path, ["store.sqlite", "store.sqlite-wal"])
        #expect(DiskShim.follow(folder.path, log.script))
        defer { DiskShim.leave(folder.path) }
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        try await write(to: store, log)
        let last = try await store.list("").revision
        #expect(last == Revision(Int64(1 + Self.writers * Self.rounds)))

        var reached: Set<Revision> = []
        for death in 0...Deaths.count {
            let end = death == 0 ? log.count : Int.random(in: 0...log.count)
            let luck: DiskLog.Luck = [.all, .nothing, .some][death % 3]
            let survivor = try TemporaryFolder()
            for (name, content) in log.files(after: end, luck) {
                try Data(content).write(to: URL(filePath: "\(survivor.path)/\(name)"))
            }
            let again = try await SQLiteStore.open(folder: survivor.path, runtime: runtime)
            let listing = try await again.list("")
            let acknowledged = log.acknowledged(before: end)
            #expect(listing.revision.value >= acknowledged, "lost with the power at event \(end), \(luck)")
            let then = try await store.list("", at: listing.revision, after: nil, limit: nil).value
            #expect(listing.value == then, "not what was at \(listing.revision.value)")
            _ = try await again.wholeHistory(from: Revision(2), through: listing.revision)
            await again.close()
            reached.insert(listing.revision)
        }
        #expect(reached.contains(last))
        #expect(reached.count > 1)
        await store.close()
    }

    /// As much as makes the log go into the database a few times.
    private func write(to store: SQLiteStore, _ log: DiskLog) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    for round in 0..<Self.rounds {
                        let text = "\(round) " + String(repeating: "x", count: (writer + round) * 617 % 20_000)
                        let revision = try await store.put(("k/\(writer)", text), ("n/\(writer)/\(round % 9)", text))
                        log.acknowledge(Int(revision.value))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
