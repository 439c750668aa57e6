/// How long to wait before another attempt, if one is worth it.
struct RetryPolicy: Sendable {
    /// Further attempts after the first.
    let retries: Int

    private static let firstDelay: Duration = .milliseconds(500)
    private static let longestDelay: Duration = .seconds(30)
    private static let longestRetryAfter: Duration = .seconds(60)

    /// Exponential backoff with full jitter, after what the server's `Retry-After` asks for.
    /// - Parameters:
    ///   - attempt: the one that failed, from 1.
    ///   - random: between 0 and 1.
    ///   - rest: of the time that there is for everything.
    /// - Returns: nil when the error is final, also because the server asks for too long a wait.
    func delay(
        after error: TransferError, attempt: Int, random: Double, rest: Duration? = nil
    ) -> Duration? {
        guard error.kind.isRetryable, attempt <= retries else { return nil }
        if let asked = error.retryAfter, asked > Self.longestWait(rest) { return nil }
        return wait(after: error, attempt: attempt, random: random)
    }

    /// How long the server should be left alone, by this request or any other.
    func wait(after error: TransferError, attempt: Int, random: Double) -> Duration {
        let doubled = Self.firstDelay * (1 << min(attempt - 1, 16))
        let jitter = min(doubled, Self.longestDelay) * random
        guard let asked = error.retryAfter else { return jitter }
        // The jitter on top keeps clients that were turned away together from coming back together.
        return asked + min(jitter, .seconds(1))
    }

    /// What is waited for because a server asks for it.
    static func longestWait(_ rest: Duration?) -> Duration {
        min(longestRetryAfter, rest ?? longestRetryAfter)
    }
}
