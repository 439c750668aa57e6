internal import Primitives

/// Which origins are down, so that thousands of queued requests do not each find that out.
///
/// An origin is down once its last answers were all failures of its own, or none came; then nothing
/// is tried again and nothing is sent but a probe now and then.
struct Outages {
    private struct Outage {
        var count = 0
        var lastProbe: Duration = .zero
        var error: TransferError
    }

    private var outages: [Origin: Outage] = [:]

    private static let limit = 50
    private static let probeInterval = Duration.seconds(30)

    /// - Parameter now: since some fixed moment.
    /// - Returns: why a request is not worth sending; nil where it is.
    mutating func refusal(of origin: Origin, at now: Duration) -> TransferError? {
        guard var outage = outages[origin], outage.count >= Self.limit else { return nil }
        if now - outage.lastProbe < Self.probeInterval { return outage.error }
        outage.lastProbe = now
        outages[origin] = outage
        return nil
    }

    func isDown(_ origin: Origin) -> Bool { (outages[origin]?.count ?? 0) >= Self.limit }

    /// The origin answered, well or badly.
    mutating func noteAnswer(of origin: Origin) { outages[origin] = nil }

    /// An attempt has failed.
    /// - Returns: whether that took the origin down.
    @discardableResult
    mutating func note(_ error: TransferError, of origin: Origin, at now: Duration) -> Bool {
        guard let isOutage = error.kind.isOutage else { return false }
        guard isOutage else {
            noteAnswer(of: origin)
            return false
        }
        var outage = outages[origin] ?? Outage(error: error)
        outage.count += 1
        if outage.count == Self.limit || outage.error.kind != error.kind { outage.error = error }
        if outage.count >= Self.limit { outage.lastProbe = now }
        outages[origin] = outage
        return outage.count == Self.limit
    }
}

extension TransferError.Kind {
    /// Whether the server failed, or was not reached at all; nil where that tells nothing of it.
    fileprivate var isOutage: Bool? {
        switch self {
        case .dns, .connect, .timeout, .proxy: true
        case .http(let status): status >= 500
        case .cancelled, .disk, .truncated, .tlsTrust, .tls: nil
        default: false
        }
    }
}
