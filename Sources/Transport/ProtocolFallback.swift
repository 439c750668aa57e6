internal import Primitives

/// The origins whose HTTP/2 breaks before any answer, mostly by a box on the way that inspects it:
/// they are asked with HTTP/1.1 from then on.
struct ProtocolFallback {
    private var origins: Set<Origin> = []
    /// Those of them that answered HTTP/1.1.
    private var proven: Set<Origin> = []

    var notes: [String] {
        proven.map(\.hostAndPort).sorted().map { host in
            "\(host) was asked with HTTP/1.1: its HTTP/2, or that of a box on the way, breaks before "
                + "any answer"
        }
    }

    func mayUseHTTP2(to origin: Origin) -> Bool { !origins.contains(origin) }

    /// Whether a request is to be made again at once, without HTTP/2: no request needs that twice.
    mutating func isWanted(after transfer: Transfer, to origin: Origin) -> Bool {
        if !transfer.mayUseHTTP2, transfer.isAnswered { proven.insert(origin) }
        // Others on the same connection ended with it, and do not know what it spoke.
        guard transfer.hasLostHTTP2 || transfer.mayHaveLostHTTP2 && origins.contains(origin) else {
            return false
        }
        origins.insert(origin)
        return true
    }
}
