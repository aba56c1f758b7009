package import NIOCore
internal import Synchronization

/// How many connections each client has, by its address, so that no one client has them all.
package final class ClientConnections: Sendable {
    private let maximum: Int
    private let counts = Mutex<[String: Int]>([:])

    /// - Parameter maximum: of one client; what comes beyond is closed.
    package init(maximum: Int) { self.maximum = maximum }

    /// Counts one connection from its begin to its end.
    package func counter() -> any RemovableChannelHandler & ChannelInboundHandler { ConnectionCounter(self) }

    func enter(_ client: String) -> Bool {
        counts.withLock { counts in
            guard counts[client, default: 0] < maximum else { return false }
            counts[client, default: 0] += 1
            return true
        }
    }

    func leave(_ client: String) {
        counts.withLock { counts in
            guard let count = counts[client] else { return }
            counts[client] = count > 1 ? count - 1 : nil
        }
    }
}
