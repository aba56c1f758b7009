import Foundation

/// A broken history made as small as it still breaks.
struct Shrinking {
    private(set) var history: History
    private(set) var run: HistoryRun

    init(_ history: History, _ run: HistoryRun) throws {
        self.history = history
        self.run = run
        let tries = ProcessInfo.processInfo.environment["VIREO_SHRINK"].flatMap { Int($0) } ?? 150
        try shrink(tries: tries)
    }

    private mutating func shrink(tries: Int) throws {
        let kinds = Self.kinds(run)
        var left = tries
        var size = max(history.happenings.count / 2, 1)
        while true {
            var start = 0
            var hasShrunk = false
            while start < history.happenings.count, left > 0 {
                left -= 1
                var kept = history.happenings
                kept.removeSubrange(start..<min(start + size, kept.count))
                let smaller = history.keeping(kept)
                let attempt = try HistoryRun(smaller)
                if Self.kinds(attempt).isDisjoint(with: kinds) {
                    start += size
                } else {
                    (history, run, hasShrunk) = (smaller, attempt, true)
                }
            }
            if left == 0 || (size == 1 && !hasShrunk) { return }
            size = max(size / 2, 1)
        }
    }

    /// What broke, without the names: a smaller history shall break likewise.
    private static func kinds(_ run: HistoryRun) -> Set<String> {
        Set(
            run.broken.map { line in
                line.split(separator: " ").filter { !$0.contains(where: \.isNumber) }.joined(separator: " ")
            })
    }

    var story: String {
        let numbers = history.happenings.map { "\($0.number)" }.joined(separator: ",")
        var lines = [
            "VIREO_SEED=\(history.seed) VIREO_EVENTS=\(numbers)",
            "\(history.servers) servers, rounds of \(history.roundLength), guests resume: \(history.resumesGuests)",
        ]
        lines += run.broken.map { "broken: \($0)" }
        lines += history.happenings.map { "  \($0)" }
        if ProcessInfo.processInfo.environment["VIREO_TRACE"] != nil { lines += ["", "What happened:"] + run.trace }
        return lines.joined(separator: "\n")
    }
}
