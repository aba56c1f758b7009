import Testing

@testable import Store

@Suite("What a watcher has not taken yet")
struct WatchQueueTests {
    @Test("stays small for one that is always a little late")
    func late() {
        var queue = WatchQueue(1, "k/", from: Revision(2), published: Revision(1))
        func commit(_ revision: Int64) -> WatchBatch {
            WatchBatch(revision: Revision(revision), events: [.delete("k/\(revision)")])
        }
        queue.add(commit(2))
        for revision in 3..<20_000 as Range<Int64> {
            queue.add(commit(revision))
            guard case .take(let batch) = queue.step() else {
                Issue.record("nothing to take")
                return
            }
            #expect(batch.revision == Revision(revision - 1))
            if queue.batches.count > 200 {
                Issue.record("\(queue.batches.count) batches are kept for one that is not taken")
                return
            }
        }
    }
}
