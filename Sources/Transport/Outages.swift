internal import Primitives

/// Which origins are out of reach, so that thousands of queued requests do not each wait for one.
///
/// An origin is down once several requests in a row have used up their attempts without reaching
/// it; then attempts are not repeated any more, and soon only a probe now and then goes out.
struct Outages {
    private struct Outage {
        var count = 0
        var lastProbe: Duration = .zero
        var error: TransferError
    }

    private var outages: [Origin: Outage] = [:]

    /// Requests in a row that failed: from the first number on nothing is retried, from the second
    /// on nothing is sent but a probe.
    private static let limits = (retries: 3, requests: 8)
    private static let probeInterval = Duration.seconds(10)

    /// - Parameter now: since some fixed moment.
    /// - Returns: why a request is not worth sending; nil where it is.
    mutating func refusal(of origin: Origin, at now: Duration) -> TransferError? {
        guard var outage = outages[origin], outage.count >= Self.limits.requests else {
            return nil
        }
        if now - outage.lastProbe < Self.probeInterval { return outage.error }
        outage.lastProbe = now
        outages[origin] = outage
        return nil
    }

    func allowsRetry(_ origin: Origin) -> Bool {
        (outages[origin]?.count ?? 0) < Self.limits.retries
    }

    /// The origin answered, well or badly.
    mutating func noteAnswer(of origin: Origin) { outages[origin] = nil }

    /// A request to the origin has failed for good.
    mutating func note(_ error: TransferError, of origin: Origin, at now: Duration) {
        guard error.kind.isOutage else { return noteAnswer(of: origin) }
        var outage = outages[origin] ?? Outage(error: error)
        outage.count += 1
        outage.lastProbe = now
        outage.error = error
        outages[origin] = outage
    }
}

extension TransferError.Kind {
    /// Whether the server was not reached at all.
    fileprivate var isOutage: Bool {
        switch self {
        case .dns, .connect, .timeout, .proxy: true
        default: false
        }
    }
}
