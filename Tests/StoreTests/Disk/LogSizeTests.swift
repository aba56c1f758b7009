import Foundation
import Runtime
import Store
import Synchronization
import Testing

private final class End: Sendable {
    private let state = Mutex(false)

    var isHere: Bool { state.withLock { $0 } }

    func come() { state.withLock { $0 = true } }
}

@Suite("The log beside the database")
struct LogSizeTests {
    private let runtime = SystemRuntime()

    @Test("stays small although somebody reads all the time")
    func busyReaders() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        for key in 0..<100 { try await store.put(("k/\(key)", String(repeating: "x", count: 2000))) }
        let end = End()
        let greatest = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    while !end.isHere { _ = try await store.list("k/") }
                    return 0
                }
            }
            group.addTask {
                defer { end.come() }
                return try await fill(store, folder.path, times: 300)
            }
            return try await group.reduce(0, max)
        }
        #expect(greatest < Self.limit, "the log has grown to \(greatest >> 20) MiB")
        await store.close()
    }

    @Test("shrinks after a reader who took long, for whom nobody has to wait")
    func longReader() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        try await store.put(("a", "1"))
        let reader = try LongReader(folder.path + "/store.sqlite")
        let begin = runtime.uptime
        #expect(try await fill(store, folder.path, times: 250) > Self.limit, "the reader did not hinder")
        #expect(runtime.uptime - begin < .seconds(60))
        try reader.end()
        _ = try await fill(store, folder.path, times: 60)
        let size = try Self.logSize(folder.path)
        #expect(size < Self.limit, "the log still has \(size >> 20) MiB")
        await store.close()
    }

    /// - Returns: how large the log was at most.
    private func fill(_ store: SQLiteStore, _ folder: String, times: Int) async throws -> Int {
        var greatest = 0
        for round in 0..<times {
            try await store.put(("w/\(round % 10)", String(repeating: "y", count: 100_000)))
            greatest = max(greatest, try Self.logSize(folder))
        }
        return greatest
    }

    private static let limit = 20 << 20

    private static func logSize(_ folder: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: folder + "/store.sqlite-wal")[.size] as? Int ?? 0
    }
}
