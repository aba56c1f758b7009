/// What one watcher has not taken yet.
///
/// A watcher is either live, then every commit is put here as it happens, or behind, then it reads history. One that
/// is slow falls behind when the queue is full, so that the queue stays small.
struct WatchQueue {
    enum Step {
        case take(WatchBatch)
        case read(from: Revision)
        case wait
    }

    /// How many events a slow watcher may leave here.
    static let maximumEvents = 4096

    let id: UInt64
    let prefix: String
    var waiting: CheckedContinuation<Void, any Error>?
    private(set) var batches: [WatchBatch] = []
    private var taken = 0
    private var events = 0
    /// All before this one was taken or lies here.
    private var next: Revision
    /// All before this one was taken.
    private var nextTaken: Revision
    private var isBehind: Bool

    init(_ id: UInt64, _ prefix: String, from first: Revision, published: Revision) {
        self.id = id
        self.prefix = prefix
        next = first
        nextTaken = first
        isBehind = first <= published
    }

    /// Whether there is nothing to take or to read.
    var isIdle: Bool { taken == batches.count && !isBehind }

    mutating func step() -> Step {
        if taken < batches.count {
            let batch = batches[taken]
            taken += 1
            events -= batch.events.count
            nextTaken = batch.revision.next
            if taken == batches.count { clear() } else { dropTaken() }
            return .take(batch)
        }
        return isBehind ? .read(from: next) : .wait
    }

    /// Puts a commit in the queue of a live watcher.
    mutating func add(_ commit: WatchBatch) {
        guard !isBehind, commit.revision >= next else { return }
        next = commit.revision.next
        append(WatchBatch(revision: commit.revision, events: commit.events.filter { $0.key.hasBytePrefix(prefix) }))
        if events > Self.maximumEvents {
            clear()
            next = nextTaken
            isBehind = true
        }
    }

    /// Puts in what was read of history; live again when that reaches what is published.
    mutating func add(_ read: [WatchBatch], through last: Revision, published: Revision) {
        for batch in read { append(batch) }
        append(WatchBatch(revision: last, events: []))
        next = last.next
        isBehind = next <= published
    }

    /// A mark that all was delivered takes the place of the mark before it, and is not needed after that very batch.
    private mutating func append(_ batch: WatchBatch) {
        if batch.events.isEmpty, taken < batches.count, let last = batches.last {
            if last.revision == batch.revision { return }
            if last.events.isEmpty {
                batches[batches.count - 1] = batch
                return
            }
        }
        batches.append(batch)
        events += batch.events.count
    }

    /// Now and then, so that it costs little; for a watcher that always has something left to take.
    private mutating func dropTaken() {
        guard taken >= 64, taken * 2 >= batches.count else { return }
        batches.removeFirst(taken)
        taken = 0
    }

    private mutating func clear() {
        batches.removeAll(keepingCapacity: batches.capacity <= 64)
        taken = 0
        events = 0
    }
}

extension WatchEvent {
    package var key: String {
        switch self {
        case .put(let entry): entry.key
        case .delete(let key): key
        }
    }
}
