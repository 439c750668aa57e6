import FlyingFox
import FlyingSocks
import Foundation
import Glibc
package import Primitives

/// A small read-only HTTP server over the directory `public/` of a mirror.
package final class MirrorServer: Sendable {
    private let server: HTTPServer
    private let answers = OpenAnswers()
    private let host: String
    private let port: UInt16

    /// - Parameters:
    ///   - publicDirectory: the mirror's `public/`; it need not have a live generation yet.
    ///   - host: an IPv4 or IPv6 address of this machine, or `localhost`.
    ///   - port: 0 for any that is free.
    ///   - now: the wall clock, for the `Date` header.
    package init(
        publicDirectory: String, host: String = "127.0.0.1", port: UInt16 = 0,
        now: @escaping @Sendable () -> Instant
    ) throws(ServingError) {
        guard let tree = PublicTree(directory: publicDirectory) else {
            throw ServingError(code: .notAMirror, subject: publicDirectory)
        }
        self.host = host == "localhost" ? "127.0.0.1" : host
        self.port = port
        let handler = MirrorHandler(tree: tree, answers: answers, now: now)
        do {
            server = HTTPServer(
                config: try Self.configuration(host: self.host, port: port), handler: handler)
        } catch {
            throw ServingError(code: .unusableHost, subject: host)
        }
    }

    /// Serves until `stop` or the task's cancellation.
    /// - Parameter announce: is given the address, with the port that was taken, as soon as
    ///   connections are accepted.
    package func run(
        whenListening announce: @escaping @Sendable (WebAddress) -> Void
    ) async throws(ServingError) {
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask { await self.serve() }
            group.addTask {
                await self.announceAndWait(announce)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let failure, !Task.isCancelled { throw described(failure) }
    }

    /// Accepts nothing more and lets the answers on their way arrive, for at most `grace`.
    package func stop(grace: Duration) async {
        answers.drain()
        await server.stop(timeout: grace / .seconds(1))
    }

    private func serve() async -> (any Error)? {
        do {
            try await server.run()
            return nil
        } catch {
            return answers.isDraining ? nil : error
        }
    }

    private func announceAndWait(_ announce: (WebAddress) -> Void) async {
        // It fails only together with the server's own run, which then has the reason.
        try? await server.waitUntilListening()
        if let address = await address() { announce(address) }
        await answers.waitUntilDrained()
    }

    private func address() async -> WebAddress? {
        switch await server.listeningAddress {
        case .ip4(let host, let port): WebAddress("http://\(host):\(port)/")
        case .ip6(let host, let port): WebAddress("http://[\(host)]:\(port)/")
        default: nil
        }
    }

    private static func configuration(
        host: String, port: UInt16
    ) throws -> HTTPServer.Configuration {
        // FlyingFox logs to standard output unless told not to.
        if host.contains(":") {
            let address = try sockaddr_in6.inet6(ip6: host, port: port)
            return .init(address: address, logger: .disabled)
        }
        let address = try sockaddr_in.inet(ip4: host, port: port)
        return .init(address: address, logger: .disabled)
    }

    private func described(_ error: any Error) -> ServingError {
        guard case SocketError.failed(_, let number, _) = error else {
            return ServingError(code: .socket(0), subject: "\(host):\(port)")
        }
        let code: ServingError.Code =
            switch number {
            case EADDRINUSE: .portTaken
            case EADDRNOTAVAIL: .unusableHost
            case EACCES: .portForbidden
            default: .socket(number)
            }
        return ServingError(code: code, subject: code == .unusableHost ? host : "\(host):\(port)")
    }
}
