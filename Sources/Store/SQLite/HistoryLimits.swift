/// How long a store keeps history by itself: as long as both limits permit.
package struct HistoryLimits: Sendable {
    package var age: Duration
    package var revisions: Int64

    package init(age: Duration = .seconds(300), revisions: Int64 = 100_000) {
        self.age = age
        self.revisions = revisions
    }
}

/// Remembers when the store was at which revision, roughly, and says what has become too old.
struct HistoryRetention {
    private let limits: HistoryLimits
    /// Oldest first.
    private var marks: [(time: Duration, revision: Revision)] = []

    init(_ limits: HistoryLimits) { self.limits = limits }

    /// - Returns: the floor that is due; nil until it is worth the work.
    mutating func due(at time: Duration, _ revision: Revision, floor: Revision) -> Revision? {
        if marks.last.map({ time - $0.time >= limits.age / 16 }) ?? true { marks.append((time, revision)) }
        var due = floor
        let old = marks.partitioningIndex { time - $0.time < limits.age }
        if old > 0 {
            due = max(due, marks[old - 1].revision)
            marks.removeSubrange(..<old)
        }
        let excess = revision.value - limits.revisions
        if excess - floor.value > limits.revisions / 16 { due = max(due, Revision(excess)) }
        return due > floor ? due : nil
    }
}
