package import NIOCore
internal import NIOHTTPTypes
internal import Synchronization

/// How many connections each client has, by its address, so that no one client has them all.
package final class ClientConnections: Sendable {
    private let maximum: Int
    private let counts = Mutex<[String: Int]>([:])

    /// - Parameter maximum: of one client; what comes beyond is closed.
    package init(maximum: Int) { self.maximum = maximum }

    /// Counts one connection from its begin to its end.
    package func counter() -> any RemovableChannelHandler & ChannelInboundHandler { ConnectionCounter(self) }

    fileprivate func enter(_ client: String) -> Bool {
        counts.withLock { counts in
            guard counts[client, default: 0] < maximum else { return false }
            counts[client, default: 0] += 1
            return true
        }
    }

    fileprivate func leave(_ client: String) {
        counts.withLock { counts in
            guard let count = counts[client] else { return }
            counts[client] = count > 1 ? count - 1 : nil
        }
    }
}

private final class ConnectionCounter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let connections: ClientConnections
    /// Nil before it is counted, and where there was no room for it.
    private var client: String?

    init(_ connections: ClientConnections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { count(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        count(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if let client { connections.leave(client) }
        client = nil
    }

    private func count(_ context: ChannelHandlerContext) {
        guard client == nil, let address = context.channel.remoteAddress?.ipAddress else { return }
        if connections.enter(address) {
            client = address
        } else {
            context.close(promise: nil)
        }
    }
}
