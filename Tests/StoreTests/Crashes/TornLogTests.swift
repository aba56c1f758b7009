import Foundation
import Runtime
import Store
import Testing

@Suite("A store whose last write is torn")
struct TornLogTests {
    /// What lies where the write stopped.
    enum Tail: CaseIterable {
        case nothing
        /// The file had been made longer before its content was written.
        case zeros
        case noise
    }

    private let runtime = SystemRuntime()

    @Test("is what it was at an earlier commit, and goes on from there", arguments: Tail.allCases)
    func torn(_ tail: Tail) async throws {
        let folder = try TemporaryFolder()
        let states = try await write(to: folder.path)
        let log = try Data(contentsOf: URL(filePath: folder.path + "/store.sqlite-wal"))
        let last = try #require(states.keys.max())
        var reached: [Int: Revision] = [:]
        for length in (0..<30).map({ _ in Int.random(in: 0...log.count) }) + [log.count] {
            let torn = try TemporaryFolder()
            try FileManager.default.copyItem(atPath: folder.path + "/store.sqlite", toPath: torn.path + "/store.sqlite")
            try Self.tear(log, at: length, tail).write(to: URL(filePath: torn.path + "/store.sqlite-wal"))

            let store = try await SQLiteStore.open(folder: torn.path, runtime: runtime)
            let listing = try await store.list("")
            #expect(states[listing.revision] == listing.value, "cut at \(length): revision \(listing.revision.value)")
            #expect(try await store.put(("after", "it")) == listing.revision.next)
            _ = try await store.wholeHistory(from: Revision(2), through: listing.revision.next)
            await store.close()
            reached[length] = listing.revision
        }
        #expect(reached[log.count] == last)
        let inOrder = reached.sorted { $0.key < $1.key }.map(\.value)
        #expect(inOrder == inOrder.sorted(), "less is there where more was written")
        #expect(Set(inOrder).count > 10)
    }

    /// Fewer commits than make the log go into the database.
    ///
    /// - Returns: what was there at each revision.
    private func write(to folder: String) async throws -> [Revision: [Entry]] {
        try await SQLiteStore.open(folder: folder, runtime: runtime).close()
        let store = try await SQLiteStore.open(folder: folder, runtime: runtime)
        for round in 0..<80 {
            let text = String(repeating: "x", count: round * 617 % 9000)
            try await store.put(("k/\(round % 7)", "\(round)"), ("k/\(round % 11)/text", text), ("n/\(round)", ""))
            if round % 3 == 2 { try await store.delete("n/\(round)", "k/\(round % 7)") }
        }
        var states: [Revision: [Entry]] = [:]
        for revision in 1...(try await store.list("").revision.value) {
            let listing = try await store.list("", at: Revision(revision), after: nil, limit: nil)
            states[listing.revision] = listing.value
        }
        // Not closed before its files are copied: that would empty the log.
        for name in ["store.sqlite", "store.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(folder)/\(name).kept")
        }
        await store.close()
        for name in ["store.sqlite", "store.sqlite-wal"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            try FileManager.default.moveItem(atPath: "\(folder)/\(name).kept", toPath: "\(folder)/\(name)")
        }
        return states
    }

    private static func tear(_ log: Data, at length: Int, _ tail: Tail) -> Data {
        let lost = min(log.count - length, 10_000)
        switch tail {
        case .nothing: return log.prefix(length)
        case .zeros: return log.prefix(length) + Data(repeating: 0, count: lost)
        case .noise: return log.prefix(length) + Data((0..<lost).map { _ in UInt8.random(in: .min ... .max) })
        }
    }
}
