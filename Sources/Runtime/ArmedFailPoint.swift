internal import Synchronization

/// The passing of a fail point at which the process gets a signal, so that it dies there or stands still.
package final class ArmedFailPoint: Sendable {
    private let name: String
    /// How often the point is still to be passed, with the one that counts.
    private let left: Atomic<Int>
    let signal: Int32

    /// - Parameter text: `name`, or `name#n` for the n-th passing in this process.
    /// - Returns: nil where `n` is no number from 1 on.
    package init?(_ text: String, signal: Int32) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let passing = parts.count > 1 ? Int(parts[1]) : 1, passing > 0 else { return nil }
        name = String(parts[0])
        left = Atomic(passing)
        self.signal = signal
    }

    /// Notes that the point is passed.
    ///
    /// - Returns: whether it is the passing that counts.
    package func isReached(by point: FailPoint) -> Bool {
        point.name == name && left.subtract(1, ordering: .relaxed).newValue == 0
    }
}
