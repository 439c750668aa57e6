internal import Primitives

/// Which transfers wait and which run, so that no more run than there may be connections.
///
/// libcurl has a queue of its own, but time spent there counts towards its connect timeout, and
/// what waits here costs nothing.
struct TransferQueue {
    fileprivate struct Host {
        /// How transfers use connections; nil: no answer has come yet.
        var isMultiplexed: Bool?
        var running = 0
        var waiting: [Transfer] = []
        var firstWaiting = 0

        var connections: Int { isMultiplexed == true ? min(running, 1) : running }
    }

    /// Streams at a time on one HTTP/2 connection; servers allow 100 or more.
    private static let streams = 64

    private let connections: Int
    private let connectionsPerHost: Int
    private var hosts: [Origin: Host] = [:]

    init(limits: Limits) {
        connections = limits.connections
        connectionsPerHost = limits.connectionsPerHost
    }

    mutating func append(_ transfer: Transfer) {
        hosts[transfer.hop.address.origin, default: Host()].waiting.append(transfer)
    }

    /// A transfer that may start now, which then counts as running; nil: none may.
    mutating func next() -> Transfer? {
        let used = hosts.values.reduce(0) { $0 + $1.connections }
        for (origin, host) in hosts where host.firstWaiting < host.waiting.count {
            guard mayStart(host, used: used) else { continue }
            if let transfer = hosts[origin]?.takeFirst() { return transfer }
        }
        return nil
    }

    /// The first transfer of a host runs alone: it finds out, at the cost of one connection,
    /// whether the host is there, is trusted, and multiplexes.
    private func mayStart(_ host: Host, used: Int) -> Bool {
        let mostRunning =
            switch host.isMultiplexed {
            case nil: 1
            case true?: Self.streams
            case false?: connectionsPerHost
            }
        let needsConnection = host.isMultiplexed != true || host.running == 0
        return host.running < mostRunning && (!needsConnection || used < connections)
    }

    mutating func ended(_ transfer: Transfer) {
        hosts[transfer.hop.address.origin]?.running -= 1
    }

    mutating func learn(_ transfer: Transfer, isMultiplexed: Bool) {
        hosts[transfer.hop.address.origin]?.isMultiplexed = isMultiplexed
    }

    /// A host that does not answer its first transfer is tried by several from then on.
    mutating func learnNothing(_ transfer: Transfer) {
        let origin = transfer.hop.address.origin
        if hosts[origin]?.isMultiplexed == nil { hosts[origin]?.isMultiplexed = false }
    }

    /// Takes out the waiting transfers that `isChosen` picks.
    mutating func remove(where isChosen: (Transfer) -> Bool) -> [Transfer] {
        var removed: [Transfer] = []
        for (origin, var host) in hosts where host.firstWaiting < host.waiting.count {
            let waiting = host.waiting[host.firstWaiting...]
            removed += waiting.filter(isChosen)
            host.waiting = waiting.filter { !isChosen($0) }
            host.firstWaiting = 0
            hosts[origin] = host
        }
        return removed
    }
}

extension TransferQueue.Host {
    fileprivate mutating func takeFirst() -> Transfer? {
        while firstWaiting < waiting.count, waiting[firstWaiting].hasEnded { firstWaiting += 1 }
        guard firstWaiting < waiting.count else { return nil }
        let transfer = waiting[firstWaiting]
        firstWaiting += 1
        // What has left is dropped in bulk, so that taking stays cheap.
        if firstWaiting > 64, firstWaiting > waiting.count / 2 {
            waiting.removeFirst(firstWaiting)
            firstWaiting = 0
        }
        running += 1
        return transfer
    }
}
