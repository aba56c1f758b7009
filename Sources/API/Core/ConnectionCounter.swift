internal import NIOCore
internal import NIOHTTPTypes

/// Counts its connection as one of its client's, and closes it where there is no room for it.
final class ConnectionCounter: ChannelInboundHandler, RemovableChannelHandler {
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
