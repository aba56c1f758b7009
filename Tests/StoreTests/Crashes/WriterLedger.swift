import Store
import Testing

/// What is known of a store that processes of `Tests/StoreWriter` write to, and whether it holds.
struct WriterLedger {
    /// The store as it was last examined.
    private var state: [String: Entry] = [:]
    private(set) var revision = Revision(1)
    /// By writer.
    private var notes: [Int: WriterNote] = [:]
    /// What was added to each counter.
    private var sums: [Int: Int] = [:]
    private(set) var acknowledged = 0
    private(set) var conflicts = 0

    /// Examines a store that was opened after a process had said that and died.
    ///
    /// - Throws: where something does not hold.
    mutating func examine(_ store: SQLiteStore, after said: [WriterLine]) async throws {
        let listing = try await store.list("")
        let present = Dictionary(uniqueKeysWithValues: listing.value.map { ($0.key, $0) })
        try #require(listing.revision >= revision)
        var base = (state, revision)
        var batches: [WatchBatch] = []
        do {
            batches = try await store.wholeHistory(from: revision.next, through: listing.revision)
        } catch StoreError.compacted(let floor) {
            let earliest = try await store.list("", at: floor, after: nil, limit: nil).value
            base = (Dictionary(uniqueKeysWithValues: earliest.map { ($0.key, $0) }), floor)
            batches = try await store.wholeHistory(from: floor.next, through: listing.revision)
        }
        try #require(Self.apply(batches, to: base.0) == present, "the history does not lead to what is there")
        try expectAll(said, in: batches, after: base.1)
        try settle(said, present)
        try expectWhole(present)
        for (counter, sum) in sums {
            try #require(present["counter/\(counter)"]?.text == "\(sum)", "counter \(counter)")
        }
        try #require(!present.keys.contains { $0.hasPrefix("leased/") }, "keys of a lease that is gone")
        state = present
        revision = listing.revision
    }

    private static func apply(_ batches: [WatchBatch], to before: [String: Entry]) -> [String: Entry] {
        var state = before
        for event in batches.flatMap(\.events) {
            switch event {
            case .put(let entry): state[entry.key] = entry
            case .delete(let key): state[key] = nil
            }
        }
        return state
    }

    /// Nothing is lost that was acknowledged or shown to a watcher, and each was said of one commit only.
    ///
    /// - Parameter earliest: the commits after that one are there to look at.
    private mutating func expectAll(
        _ said: [WriterLine], in batches: [WatchBatch], after earliest: Revision
    ) throws {
        let byRevision = Dictionary(uniqueKeysWithValues: batches.map { ($0.revision, $0) })
        var acknowledgedHere: Set<Revision> = []
        var seen: Revision?
        for line in said {
            switch line {
            case .open(let revision):
                try #require(revision >= self.revision, "opened at an earlier revision")
            case .did(let writer, let revision, let note):
                acknowledged += 1
                if revision <= earliest { continue }
                let mark = "+last/\(writer)=\(note)"
                try #require(byRevision[revision]?.marks.contains(mark) == true, "lost: \(mark) at \(revision.value)")
                try #require(acknowledgedHere.insert(revision).inserted, "two commits at \(revision.value)")
            case .lost:
                conflicts += 1
            case .saw(let revision, let keys):
                let isKept = revision > earliest
                try #require(!isKept || byRevision[revision]?.signs == keys, "not what was seen at \(revision.value)")
                let isNext = seen.map { $0.next == revision } ?? true
                try #require(isNext, "\(revision.value) was seen after \(seen?.value ?? 0)")
                seen = revision
            }
        }
    }

    /// Each writer had one commit under way when it was killed: that one was made or not; all others are known.
    private mutating func settle(_ said: [WriterLine], _ present: [String: Entry]) throws {
        for case .did(let writer, _, let note) in said {
            try #require(note.number == (notes[writer]?.number ?? 0) + 1, "writer \(writer)")
            count(note, of: writer)
        }
        for (key, entry) in present where key.hasPrefix("last/") {
            let writer = try #require(Int(key.dropFirst("last/".count)))
            let found = try WriterNote(entry.text)
            if found == notes[writer] { continue }
            try #require(found.number == (notes[writer]?.number ?? 0) + 1, "writer \(writer)")
            count(found, of: writer)
        }
        for writer in notes.keys { try #require(present["last/\(writer)"] != nil) }
    }

    private mutating func count(_ note: WriterNote, of writer: Int) {
        notes[writer] = note
        if case .add(let counter) = note.deed { sums[counter, default: 0] += 1 }
    }

    /// The keys of a commit are all of that commit.
    private func expectWhole(_ present: [String: Entry]) throws {
        for writer in notes.keys {
            let parts = (0..<4).map { present["group/\(writer)/\($0)"]?.text }
            let text = present["text/\(writer)"]?.text
            try #require(Set(parts).count == 1, "half a commit of writer \(writer): \(parts)")
            let expected = parts[0].flatMap { Int($0) }.map {
                "\($0)" + String(repeating: "x", count: $0 * 617 % 9000)
            }
            try #require(text == expected, "the text of writer \(writer)")
        }
    }
}

extension WatchBatch {
    /// `+key` for a put, `-key` for a deletion.
    fileprivate var signs: [String] {
        events.map { event in
            switch event {
            case .put(let entry): "+\(entry.key)"
            case .delete(let key): "-\(key)"
            }
        }
    }
}

extension Store {
    /// Every revision from one through another, each once and in order.
    func wholeHistory(from first: Revision, through last: Revision) async throws -> [WatchBatch] {
        if first > last { return [] }
        let batches = try await history("", from: first, through: last)
        try #require(batches.map(\.revision.value) == Array(first.value...last.value))
        return batches
    }
}
