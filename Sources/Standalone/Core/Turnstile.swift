internal import Synchronization

/// Lets tasks of this process that want the same thing pass one after another.
///
/// It decides nothing: the store's compares do. It spares those who would otherwise lose the same compare many times.
final class Turnstile: Sendable {
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Runs the work while no other work of that name runs, in the order of the calls.
    func pass<Answer>(_ name: String, _ work: () async throws -> Answer) async rethrows -> Answer {
        await enter(name)
        defer { leave(name) }
        return try await work()
    }

    private func enter(_ name: String) async {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[name] != nil else {
                    waiting[name] = []
                    return true
                }
                waiting[name]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave(_ name: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard var queue = waiting[name], !queue.isEmpty else {
                waiting[name] = nil
                return nil
            }
            let next = queue.removeFirst()
            waiting[name] = queue
            return next
        }
        next?.resume()
    }
}
