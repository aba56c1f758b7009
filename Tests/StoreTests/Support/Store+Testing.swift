import Store
import Testing

extension Store {
    /// Puts keys in one commit.
    @discardableResult
    func put(_ values: (String, String)...) async throws -> Revision {
        try await commit(changing: values.map { .put($0.0, Array($0.1.utf8), lease: nil) })
    }

    @discardableResult
    func delete(_ keys: String...) async throws -> Revision {
        try await commit(changing: keys.map { .delete($0) })
    }

    @discardableResult
    func commit(
        changing changes: [Transaction.Change],
        if compares: [Transaction.Compare] = []
    ) async throws -> Revision {
        let result = try await commit(Transaction(compares: compares, changes: changes))
        guard case .committed(let revision) = result else {
            throw Unexpected(what: "a conflict for \(changes.map(\.key))")
        }
        return revision
    }

    /// The commits that touch the prefix, until the watch has delivered all through a revision.
    func history(_ prefix: String, from first: Revision, through last: Revision) async throws -> [WatchBatch] {
        try await watch(prefix, from: first).collect(through: last)
    }
}

extension AsyncThrowingStream<WatchBatch, any Error> {
    func collect(through last: Revision) async throws -> [WatchBatch] {
        var batches: [WatchBatch] = []
        for try await batch in self {
            if !batch.events.isEmpty { batches.append(batch) }
            if batch.revision >= last { return batches }
        }
        throw Unexpected(what: "the watch ended")
    }
}

struct Unexpected: Error {
    let what: String
}

extension Entry {
    var text: String { String(decoding: value, as: UTF8.self) }
}

extension WatchBatch {
    /// `+key=value` for a put, `-key` for a deletion.
    var marks: [String] {
        events.map { event in
            switch event {
            case .put(let entry): "+\(entry.key)=\(entry.text)"
            case .delete(let key): "-\(key)"
            }
        }
    }
}
