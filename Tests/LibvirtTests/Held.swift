import Synchronization

/// Holds a thread, as a slow call does, until it is released.
final class Held: Sendable {
    private let isReleased = Atomic(false)

    func wait() {
        while !isReleased.load(ordering: .acquiring) {}
    }

    func release() {
        isReleased.store(true, ordering: .releasing)
    }
}
