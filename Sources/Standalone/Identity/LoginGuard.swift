internal import Runtime
internal import Synchronization

/// Slows down whoever guesses passwords: after some failures in a row a user cannot log in from that address for a while.
///
/// Failures are counted for a user and an address together, so that a stranger cannot lock anybody out from elsewhere.
final class LoginGuard: Sendable {
    static let allowedFailures = 5
    static let pause = Duration.seconds(30)
    private static let maximumCounted = 10_000

    private struct Count {
        var failures = 0
        var last: Duration
    }

    private let runtime: any Runtime
    private let counts = Mutex<[String: Count]>([:])

    init(runtime: any Runtime) { self.runtime = runtime }

    /// How long the next attempt must wait; nil where it need not.
    func wait(_ user: String, from address: String?) -> Duration? {
        let now = runtime.uptime
        return counts.withLock { counts in
            guard let count = counts[key(user, address)], count.failures >= Self.allowedFailures else { return nil }
            let left = count.last + Self.pause - now
            return left > .zero ? left : nil
        }
    }

    func failed(_ user: String, from address: String?) {
        let now = runtime.uptime
        counts.withLock { counts in
            let key = key(user, address)
            var count = counts[key] ?? Count(last: now)
            // A pause that was sat out allows one more attempt, not five.
            count.failures = min(count.failures + 1, Self.allowedFailures)
            count.last = now
            if counts.count >= Self.maximumCounted, counts[key] == nil {
                counts = counts.filter { now - $0.value.last < Self.pause }
            }
            if counts.count < Self.maximumCounted { counts[key] = count }
        }
    }

    func succeeded(_ user: String, from address: String?) {
        counts.withLock { $0[key(user, address)] = nil }
    }

    private func key(_ user: String, _ address: String?) -> String { "\(address ?? "") \(user)" }
}
