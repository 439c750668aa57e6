/// The servers that were refused: a trust failure is final for as long as the client lives.
final class TrustBreaker {
    private var failures: [Endpoint: TrustFailure] = [:]

    func note(_ failure: TrustFailure, of endpoint: Endpoint) {
        if failures[endpoint] == nil { failures[endpoint] = failure }
    }

    /// - Returns: why nothing may be sent; nil where it may.
    func failure(for hop: Hop) -> TrustFailure? {
        // What probes find out is wanted every time.
        guard !failures.isEmpty, !hop.isProbe else { return nil }
        return hop.endpoints.lazy.compactMap { self.failures[$0] }.first?.repeated
    }
}
