internal import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Ends what a client would otherwise hold for as long as it likes: a body that comes too slowly or in crumbs, the rest
/// of a body that was answered already, an answer that nobody takes.
///
/// That a head comes in time is watched by Hummingbird's own idle timeout.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    /// For how long an answered client may go on sending before the connection is closed under it. Closed at once, the
    /// kernel would reset the connection, and the client would lose the answer.
    private static let farewell = TimeAmount.seconds(2)

    private let patience: Int
    /// Nothing where no body is on its way.
    private var body: BodyPace?
    /// Whether the body was given up, so that no more of it is passed on.
    private var isRefused = false
    /// Whether the answer that is written is the connection's last.
    private var isLast = false
    private var check: Scheduled<Void>?

    /// - Parameter patience: seconds for which a client may keep the service waiting.
    package init(patience: Int) { self.patience = max(patience, 1) }

    package func handlerAdded(context: ChannelHandlerContext) {
        // Without it a client that does not read keeps an answer in memory for ever. Source: tcp(7).
        let userTimeout = ChannelOptions.Types.SocketOption(level: .tcp, name: NIOBSDSocket.Option(rawValue: 18))
        context.channel.setOption(userTimeout, value: patience * 1000).whenFailure { _ in }
    }

    package func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    // MARK: Requests

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            body = BodyPace()
            isRefused = false
            watch(context)
        case .body(let piece):
            guard !isRefused else { return }
            body?.take(piece.readableBytes)
            if body?.isWasteful == true { return refuse(.wasteful, context) }
        case .end:
            guard !isRefused else { return }
            body = nil
            check?.cancel()
        }
        context.fireChannelRead(data)
    }

    package func read(context: ChannelHandlerContext) {
        body?.wait()
        context.read()
    }

    private func watch(_ context: ChannelHandlerContext) {
        check?.cancel()
        check = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(patience))) { [self] in
            guard body != nil, !isRefused else { return }
            if body?.isTooSlow(seconds: patience) == true {
                refuse(.tooSlow, context)
            } else {
                watch(context)
            }
        }
    }

    private func refuse(_ failure: ClientFailure, _ context: ChannelHandlerContext) {
        isRefused = true
        context.fireErrorCaught(failure)
    }

    // MARK: Answers

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if body != nil { head.headerFields[.connection] = "close" }
            isLast = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end where isLast:
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { [self] _ in leave(context) }
            context.writeAndFlush(data, promise: written)
        default: context.write(data, promise: promise)
        }
    }

    private func leave(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        context.close(mode: .output, promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) { context.close(promise: nil) }
    }
}
