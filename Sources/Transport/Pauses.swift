internal import Primitives

/// Which origins have asked to be left alone, and until when.
struct Pauses {
    /// What may be sent to an origin that others are waiting for as well.
    struct Pause {
        let rest: Duration
        /// What the origin answered.
        let error: TransferError
    }

    private var ends: [Origin: (time: Duration, error: TransferError)] = [:]

    /// - Parameter end: on the clock of `pause(of:at:)`.
    mutating func note(_ error: TransferError, of origin: Origin, until end: Duration) {
        if let known = ends[origin], known.time >= end { return }
        ends[origin] = (end, error)
    }

    /// - Parameter now: since some fixed moment.
    /// - Returns: nil where the origin may be asked.
    mutating func pause(of origin: Origin, at now: Duration) -> Pause? {
        guard let end = ends[origin] else { return nil }
        if end.time > now { return Pause(rest: end.time - now, error: end.error) }
        ends[origin] = nil
        return nil
    }
}

extension TransferError {
    /// Whether the server asks to be left alone by everybody, not only by this request.
    var isPauseOfOrigin: Bool {
        kind == .http(status: 429) || (kind == .http(status: 503) && retryAfter != nil)
    }
}
