import Foundation
import Testing

/// Histories that chance wrote: requests in any order, and anything that may befall the cloud between them.
///
/// `VIREO_SEEDS` says how many seeds are tried, from `VIREO_FIRST_SEED` on; `VIREO_SEED` names the only one; with
/// `VIREO_EVENTS`, the numbers of some of its happenings, only those happen. A failure names seed and happenings.
@Suite("Random histories of a cloud of two controllers and three hosts")
struct RandomHistoryTests {
    private static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    static var seeds: [UInt64] {
        if let seed = setting("VIREO_SEED").flatMap({ UInt64($0) }) { return [seed] }
        let first = setting("VIREO_FIRST_SEED").flatMap { UInt64($0) } ?? 1
        return (first..<(first + (setting("VIREO_SEEDS").flatMap { UInt64($0) } ?? 8))).map(\.self)
    }

    /// A history is one thread's; each processor takes a part of them.
    private static let parts = ProcessInfo.processInfo.activeProcessorCount

    @Test("At every quiet point all is as it was asked for", arguments: 0..<parts)
    func invariants(part: Int) throws {
        var failed = 0
        for seed in Self.seeds where seed % UInt64(Self.parts) == UInt64(part) {
            var history = History(seed: seed)
            if let kept = Self.setting("VIREO_EVENTS") {
                let numbers = Set(kept.split(separator: ",").compactMap { Int($0) })
                history = history.keeping(history.happenings.filter { numbers.contains($0.number) })
            }
            let run = try HistoryRun(history)
            guard !run.broken.isEmpty else { continue }
            failed += 1
            let story = try Shrinking(history, run).story
            Issue.record("\(story)")
            if failed == 5 { break }
        }
    }

    @Test("The same seed is the same run again", arguments: [6, 8] as [UInt64])
    func determinism(seed: UInt64) throws {
        let history = History(seed: seed)
        let (first, second) = (try HistoryRun(history).trace, try HistoryRun(history).trace)
        let difference = zip(first, second).enumerated().first { $0.element.0 != $0.element.1 }
        let place = "line \(difference?.offset ?? -1): \(difference?.element.0 ?? "") / \(difference?.element.1 ?? "")"
        #expect(difference == nil && first.count == second.count, "\(place)")
    }
}
