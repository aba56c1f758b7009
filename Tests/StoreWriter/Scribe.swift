import Glibc
import Store

/// One writer: its commits are numbered across all lives of the process, and each leaves `NUMBER DEED` in `last/WRITER`.
///
/// - `add COUNTER`: one more in `counter/COUNTER`, which all writers share.
/// - `group`: the number in each of `group/WRITER/0` … `3`, and in `text/WRITER` with a tail that is longer than a page.
/// - `drop`: none of those keys.
struct Scribe {
    private let writer: Int
    private let store: SQLiteStore

    init(_ writer: Int, _ store: SQLiteStore) {
        self.writer = writer
        self.store = store
    }

    private var lastKey: String { "last/\(writer)" }

    func write() async throws {
        var last = try await store.get(lastKey)
        var number = last.flatMap { Int($0.text.prefix { $0 != " " }) } ?? 0
        // An orphan would write for ever.
        let parent = getppid()
        while getppid() == parent {
            number += 1
            let revision = try await perform(number, after: last?.modified ?? .none)
            last = Entry(key: lastKey, value: [], created: revision, modified: revision)
        }
    }

    private func perform(_ number: Int, after last: Revision) async throws -> Revision {
        while true {
            var (deed, transaction) = try await plan(number)
            let note = "\(number) \(deed)"
            transaction.compares.append(.modified(lastKey, last))
            transaction.changes.append(.put(lastKey, Array(note.utf8), lease: nil))
            switch try await store.commit(transaction) {
            case .committed(let revision):
                StoreWriter.say("did \(writer) \(revision.value) \(note)")
                return revision
            case .conflict:
                StoreWriter.say("lost \(writer)")
            }
        }
    }

    private func plan(_ number: Int) async throws -> (deed: String, Transaction) {
        let group = (0..<4).map { "group/\(writer)/\($0)" }
        switch (number + writer) % 6 {
        case 0, 1:
            let counter = "counter/\((number + writer) % 10)"
            let entry = try await store.get(counter)
            let sum = (entry.flatMap { Int($0.text) } ?? 0) + 1
            let transaction = Transaction(
                compares: [.modified(counter, entry?.modified ?? .none)],
                changes: [.put(counter, Array("\(sum)".utf8), lease: nil)])
            return ("add \((number + writer) % 10)", transaction)
        case 2:
            return ("drop", Transaction(changes: (group + ["text/\(writer)"]).map { .delete($0) }))
        default:
            let text = "\(number)" + String(repeating: "x", count: number * 617 % 9000)
            let changes: [Transaction.Change] =
                group.map { .put($0, Array("\(number)".utf8), lease: nil) }
                + [.put("text/\(writer)", Array(text.utf8), lease: nil)]
            return ("group", Transaction(changes: changes))
        }
    }
}

extension Entry {
    var text: String { String(decoding: value, as: UTF8.self) }
}
