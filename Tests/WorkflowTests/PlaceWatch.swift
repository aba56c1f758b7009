import Runtime
import Synchronization
import TestKit

/// Tells who passes one place, that one alone.
final class PlaceWatch: Sendable {
    private let place: FailPlace?
    private let passes = Mutex(0)

    /// - Parameter place: nil for none.
    init(_ place: FailPlace?) { self.place = place }

    var wasReached: Bool { passes.withLock { passes in place.map { passes >= $0.time } ?? false } }

    func isReached(by point: FailPoint) -> Bool {
        guard let place, point.name == place.point else { return false }
        return passes.withLock { passes in
            passes += 1
            return passes == place.time
        }
    }
}
