/// How long to wait before another attempt, if one is worth it.
struct RetryPolicy: Sendable {
    /// Further attempts after the first.
    let retries: Int

    private static let firstDelay: Duration = .milliseconds(500)
    private static let longestDelay: Duration = .seconds(30)
    private static let longestRetryAfter: Duration = .seconds(600)

    /// Exponential backoff with full jitter; a server's `Retry-After` is obeyed up to ten minutes.
    /// - Parameters:
    ///   - attempt: the one that failed, from 1.
    ///   - random: between 0 and 1.
    /// - Returns: nil when the error is final.
    func delay(after error: TransferError, attempt: Int, random: Double) -> Duration? {
        guard error.kind.isRetryable, attempt <= retries else { return nil }
        let doubled = Self.firstDelay * (1 << min(attempt - 1, 16))
        let jitter = min(doubled, Self.longestDelay) * random
        guard let asked = error.retryAfter else { return jitter }
        // The jitter on top keeps clients that were turned away together from coming back together.
        return min(asked, Self.longestRetryAfter) + min(jitter, .seconds(1))
    }
}
