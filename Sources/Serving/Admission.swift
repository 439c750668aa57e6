import Glibc
import NIOCore

/// Lets clients in, as many as there may be; the others wait with the system (listen(2)).
final class Admission: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    /// An event: nobody is let in any more, and whoever is being answered has so much time.
    struct End {
        let grace: TimeAmount
    }

    private let limits: ServingLimits
    /// Kept when nobody can come any more, and, after `End`, the last client has left.
    private let ended: EventLoopPromise<Void>
    private var clients: [ObjectIdentifier: any Channel] = [:]
    private var isRefused = false
    private var isOver = false

    init(_ limits: ServingLimits, ended: EventLoopPromise<Void>) {
        self.limits = limits
        self.ended = ended
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let client = unwrapInboundIn(data)
        let name = ObjectIdentifier(client)
        clients[name] = client
        client.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { [self] _ in
            clients[name] = nil
            isRefused = false
            decide(context)
        }
        decide(context)
        context.fireChannelRead(data)
    }

    /// The system has no descriptor or no memory for another client (accept(2)), unless it was that
    /// client who left.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard (error as? IOError)?.errnoCode != ECONNABORTED else { return }
        isRefused = true
        decide(context)
        context.eventLoop.assumeIsolated().scheduleTask(in: limits.pause) { [self] in
            isRefused = false
            decide(context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let end = event as? End else { return context.fireUserInboundEventTriggered(event) }
        isOver = true
        for client in clients.values {
            client.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        context.eventLoop.assumeIsolated().scheduleTask(in: end.grace) { [self] in
            for client in clients.values { client.close(promise: nil) }
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isOver || clients.isEmpty { ended.succeed() }
    }

    private func decide(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else {
            if isOver, clients.isEmpty { ended.succeed() }
            return
        }
        let isOpen = !isRefused && clients.count < limits.connections
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOpen)
    }
}
