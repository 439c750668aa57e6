internal import Primitives

/// Which transfers wait and which run, so that no more run than there may be connections.
///
/// libcurl has a queue of its own, but time spent there counts towards its connect timeout, and
/// what waits here costs nothing.
struct TransferQueue {
    private struct Host {
        /// How transfers use connections; nil: no answer has come yet.
        var isMultiplexed: Bool?
        var running = 0
        var hasAnswered = false
        /// How many may run; nil: as many as there may be connections.
        var most: Int?
        /// Ended well since that was set.
        var endedWell = 0
        var waiting = FIFO<Transfer>()

        var connections: Int { isMultiplexed == true ? min(running, 1) : running }
    }

    /// At a time on one HTTP/2 connection; servers allow 100 streams or more.
    private static let mostMultiplexed = 64
    /// Good answers that each place more takes.
    private static let proofs = 8

    private let connections: Int
    private let connectionsPerHost: Int
    private var hosts: [Origin: Host] = [:]

    init(limits: Limits) {
        connections = max(1, limits.connections)
        connectionsPerHost = max(1, limits.connectionsPerHost)
    }

    mutating func append(_ transfer: Transfer) {
        hosts[transfer.hop.address.origin, default: Host()].waiting.append(transfer)
    }

    /// A transfer that may start now, which then counts as running; nil: none may.
    mutating func next() -> Transfer? {
        guard let origin = nextHost() else { return nil }
        while let transfer = hosts[origin]?.waiting.popFirst() {
            // One that was cancelled meanwhile has ended already.
            guard !transfer.hasEnded else { continue }
            hosts[origin]?.running += 1
            return transfer
        }
        return next()
    }

    /// The one with the least to do, so that none starves another.
    private func nextHost() -> Origin? {
        let used = hosts.values.reduce(0) { $0 + $1.connections }
        var best: (origin: Origin, running: Int)?
        for (origin, host) in hosts where mayStart(host, used: used) {
            if host.running < best?.running ?? .max { best = (origin, host.running) }
        }
        return best?.origin
    }

    /// The first transfer of a host runs alone: it finds out, at the cost of one connection,
    /// whether the host is there, is trusted, and multiplexes.
    private func mayStart(_ host: Host, used: Int) -> Bool {
        guard !host.waiting.isEmpty else { return false }
        let most =
            switch host.isMultiplexed {
            case nil: 1
            case true?: Self.mostMultiplexed
            case false?: connectionsPerHost
            }
        guard host.running < host.most ?? .max else { return false }
        let needsConnection = host.isMultiplexed != true || host.running == 0
        return host.running < most && (!needsConnection || used < connections)
    }

    mutating func ended(_ transfer: Transfer) {
        let origin = transfer.hop.address.origin
        hosts[origin]?.running -= 1
        if let head = transfer.head, head.status < 400 { speedUp(origin) }
    }

    /// One at a time, until the host has shown that it takes more.
    mutating func slowDown(_ origin: Origin) {
        hosts[origin]?.most = 1
        hosts[origin]?.endedWell = 0
    }

    private mutating func speedUp(_ origin: Origin) {
        guard let most = hosts[origin]?.most else { return }
        hosts[origin]?.endedWell += 1
        guard hosts[origin]?.endedWell == Self.proofs * most else { return }
        hosts[origin]?.endedWell = 0
        hosts[origin]?.most = most < Self.mostMultiplexed ? most + 1 : nil
    }

    mutating func learn(_ transfer: Transfer, isMultiplexed: Bool) {
        hosts[transfer.hop.address.origin]?.isMultiplexed = isMultiplexed
        hosts[transfer.hop.address.origin]?.hasAnswered = true
    }

    /// Whether transfers of the host may be streams on one connection, as far as that is known.
    func mayMultiplex(_ transfer: Transfer) -> Bool {
        hosts[transfer.hop.address.origin]?.isMultiplexed != false
    }

    func hasAnswered(_ transfer: Transfer) -> Bool {
        hosts[transfer.hop.address.origin]?.hasAnswered ?? false
    }

    /// A host that does not answer its first transfer is tried by several from then on.
    mutating func learnNothing(_ transfer: Transfer) {
        let origin = transfer.hop.address.origin
        if hosts[origin]?.isMultiplexed == nil { hosts[origin]?.isMultiplexed = false }
    }

    /// Takes out the waiting transfers that `isChosen` picks.
    mutating func remove(where isChosen: (Transfer) -> Bool) -> [Transfer] {
        var removed: [Transfer] = []
        for origin in Array(hosts.keys) {
            removed += hosts[origin]?.waiting.remove(where: isChosen) ?? []
        }
        return removed.filter { !$0.hasEnded }
    }
}
