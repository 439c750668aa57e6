import Glibc
import MirrorStore
import NIOCore
import NIOPosix
package import Primitives
import Synchronization

/// A read-only HTTP server over the directory `public/` of a mirror.
package final class MirrorServer: Sendable {
    /// Enough to keep a fast network busy; the disk behind them is one.
    private static let threads = 2
    /// Clients that wait to be let in; the system has a limit of its own (listen(2)).
    private static let backlog: Int32 = 4096
    /// Bytes for one client that the network has not yet.
    private static let unsent = 64 << 10

    private enum State {
        case idle
        case listening(any Channel)
        case stopped
    }

    private let mirror: MirrorHandler
    private let host: String
    private let port: UInt16
    private let address: SocketAddress
    private let limits: ServingLimits
    private let journal: ServingJournal
    private let now: @Sendable () -> Instant
    private let state = Mutex(State.idle)

    /// - Parameters:
    ///   - publicDirectory: the mirror's `public/`; it need not have a live generation yet.
    ///   - host: an IPv4 or IPv6 address of this machine, or `localhost`.
    ///   - port: 0 for any that is free.
    ///   - wasPublished: whether the mirror's records know of a generation; asked where none is seen.
    ///   - now: the wall clock.
    package init(
        publicDirectory: String, host: String = "127.0.0.1", port: UInt16 = 0,
        limits: ServingLimits, journal: ServingJournal,
        wasPublished: @escaping @Sendable () -> Bool = { false },
        now: @escaping @Sendable () -> Instant
    ) throws(ServingError) {
        mirror = MirrorHandler(tree: try Self.tree(publicDirectory, wasPublished))
        self.host = host == "localhost" ? "127.0.0.1" : host
        self.port = port
        do {
            address = try SocketAddress(ipAddress: self.host, port: Int(port))
        } catch {
            throw ServingError(code: .unusableHost, subject: host)
        }
        self.limits = limits
        self.journal = journal
        self.now = now
    }

    private static func tree(
        _ directory: String, _ wasPublished: @escaping @Sendable () -> Bool
    ) throws(ServingError) -> PublicTree {
        do {
            let tree = try PublicTree(directory: directory, wasPublished: wasPublished)
            if let tree { return tree }
        } catch {
            throw ServingError(code: .unreadable(error.reason), subject: directory)
        }
        throw ServingError(code: .notAMirror, subject: directory)
    }

    /// Serves until `stop` or the task's cancellation, and then until the last answer has gone out.
    /// - Parameter announce: is given the address, with the port that was taken, as soon as
    ///   connections are accepted.
    package func run(
        whenListening announce: (WebAddress) -> Void
    ) async throws(ServingError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.threads)
        let failure = await withTaskCancellationHandler {
            await serve(on: group, announce)
        } onCancel: {
            stop(grace: .zero)
        }
        try? await group.shutdownGracefully()
        if let failure { throw failure }
    }

    /// Lets nobody in any more, and gives the answers on their way so much time.
    package func stop(grace: Duration) {
        let old = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        if case .listening(let listener) = old { end(listener, grace) }
    }

    private func end(_ listener: any Channel, _ grace: Duration) {
        listener.pipeline.fireUserInboundEventTriggered(Admission.End(grace: TimeAmount(grace)))
    }

    private func serve(
        on group: MultiThreadedEventLoopGroup, _ announce: (WebAddress) -> Void
    ) async -> ServingError? {
        do {
            var (listener, ended) = try await listen(on: group, at: address)
            let taken = listener.localAddress ?? address
            if let place = Self.webAddress(taken) { announce(place) }
            try await ended.get()
            // An error that comes with a client may end the listener (accept(2)), never the server.
            while !isStopped {
                (listener, ended) = try await listen(on: group, at: taken)
                try await ended.get()
            }
            return nil
        } catch {
            return described(error)
        }
    }

    /// - Returns: with what is kept once this is over.
    private func listen(
        on group: MultiThreadedEventLoopGroup, at address: SocketAddress
    ) async throws -> (any Channel, EventLoopFuture<Void>) {
        let ended = group.next().makePromise(of: Void.self)
        do {
            let listener = try await bootstrap(group, ended).bind(to: address).get()
            let isLate = state.withLock { state in
                if case .stopped = state { return true }
                state = .listening(listener)
                return false
            }
            if isLate { end(listener, .zero) }
            return (listener, ended.futureResult)
        } catch {
            ended.succeed()
            throw error
        }
    }

    private func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ ended: EventLoopPromise<Void>
    ) -> ServerBootstrap {
        let (mirror, limits, journal, now) = (mirror, limits, journal, now)
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // So that not one more is let in than there may be.
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Admission(limits, ended: ended))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // The system takes no more ahead of a client than this, so that what is taken of it
            // tells of the client; by itself it takes megabytes (tcp(7)).
            .childChannelOption(
                .tcpOption(.init(rawValue: TCP_NOTSENT_LOWAT)), value: Self.unsent
            )
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ConnectionHandler(mirror, limits, journal, now: now)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
    }

    private var isStopped: Bool {
        state.withLock { if case .stopped = $0 { true } else { false } }
    }

    private static func webAddress(_ address: SocketAddress) -> WebAddress? {
        guard let host = address.ipAddress, let port = address.port else { return nil }
        return WebAddress("http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
    }

    private func described(_ error: any Error) -> ServingError {
        let number = (error as? IOError)?.errnoCode ?? 0
        let code: ServingError.Code =
            switch number {
            case EADDRINUSE: .portTaken
            case EADDRNOTAVAIL: .foreignHost
            case EACCES: .portForbidden
            default: .socket(number)
            }
        return ServingError(code: code, subject: code == .foreignHost ? host : "\(host):\(port)")
    }
}
