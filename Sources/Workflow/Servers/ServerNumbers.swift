internal import Store
internal import Synchronization

/// Hands out the numbers of `instance-%08x`, taken from the store in blocks.
final class ServerNumbers: Sendable {
    private static let key = "counters/servers"
    private static let blockSize = 64

    private let store: any Store
    private let block = Mutex<Range<Int>>(0..<0)

    init(_ store: any Store) { self.store = store }

    /// The first of so many consecutive numbers that nobody else gets.
    func next(_ count: Int) async throws -> Int {
        while true {
            if let first = take(count) { return first }
            let taken = try await reserve(max(Self.blockSize, count))
            block.withLock { $0 = taken }
        }
    }

    private func take(_ count: Int) -> Int? {
        block.withLock { block in
            guard block.count >= count else { return nil }
            let first = block.lowerBound
            block = (first + count)..<block.upperBound
            return first
        }
    }

    private func reserve(_ count: Int) async throws -> Range<Int> {
        while true {
            let entry = try await store.get(Self.key)
            let last = entry.flatMap { Int(String(decoding: $0.value, as: UTF8.self)) } ?? 0
            let transaction = Transaction(
                compares: [.modified(Self.key, entry?.modified ?? .none)],
                changes: [.put(Self.key, Array(String(last + count).utf8), lease: nil)])
            if case .committed = try await store.commit(transaction) { return (last + 1)..<(last + count + 1) }
        }
    }
}
