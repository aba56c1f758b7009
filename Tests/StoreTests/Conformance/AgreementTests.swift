import Model
import Runtime
import Store
import Testing

/// SplitMix64, so that a seed is a sequence.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite("The engines")
struct AgreementTests {
    @Test("answer the same to the same history", arguments: 1...12 as ClosedRange<UInt64>)
    func agree(_ seed: UInt64) async throws {
        var dice = Dice(state: seed)
        let runtime = ManualRuntime()
        let folder = try TemporaryFolder()
        let memory = MemoryStore(runtime: runtime)
        let sqlite = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
        var revision = Revision(1)
        var floor = Revision(1)
        for step in 0..<150 {
            let transaction = Self.transaction(&dice, revision)
            let results = (try await memory.commit(transaction), try await sqlite.commit(transaction))
            #expect(results.0 == results.1)
            if case .committed(let committed) = results.0 { revision = committed }
            if step % 40 == 39 {
                floor = max(floor, Revision(Int64.random(in: 1...revision.value, using: &dice)))
                try await memory.compact(before: floor)
                try await sqlite.compact(before: floor)
            }
            let at = Revision(Int64.random(in: floor.value...revision.value, using: &dice))
            let prefix = ["", "k/", "k/1", "x"].randomElement(using: &dice) ?? ""
            let after = Bool.random(using: &dice) ? Self.key(&dice) : nil
            let limit = Bool.random(using: &dice) ? Int.random(in: 0...5, using: &dice) : nil
            let lists = (
                try await memory.list(prefix, at: at, after: after, limit: limit).value,
                try await sqlite.list(prefix, at: at, after: after, limit: limit).value
            )
            #expect(lists.0 == lists.1, "\(prefix) at \(at) after \(after ?? "-")")
        }
        for start in floor.value...revision.value {
            let histories = (
                try await memory.history("k/", from: Revision(start), through: revision),
                try await sqlite.history("k/", from: Revision(start), through: revision)
            )
            #expect(histories.0 == histories.1)
        }
        await sqlite.close()
    }

    private static func key(_ dice: inout Dice) -> String { "k/\(Int.random(in: 0..<20, using: &dice))" }

    private static func transaction(_ dice: inout Dice, _ revision: Revision) -> Transaction {
        let keys = Set((0..<Int.random(in: 1...4, using: &dice)).map { _ in key(&dice) }).sorted()
        let compares: [Transaction.Compare] = (0..<Int.random(in: 0...1, using: &dice)).map { _ in
            let some = Revision(Int64.random(in: 0...revision.value, using: &dice))
            return [.exists(key(&dice)), .modified(key(&dice), .none), .created(key(&dice), some)]
                .randomElement(using: &dice) ?? .exists("")
        }
        let changes: [Transaction.Change] = keys.map { key in
            Int.random(in: 0..<3, using: &dice) == 0
                ? .delete(key) : .put(key, [UInt8.random(in: .min ... .max, using: &dice)], lease: nil)
        }
        return Transaction(compares: compares, changes: changes)
    }
}
