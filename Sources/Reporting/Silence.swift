package import Primitives

/// Whether a run off a terminal may speak: silence means that nobody must act.
package enum Silence {
    /// What the mirror's history says.
    package struct History: Sendable {
        /// nil: the mirror has never succeeded, and then nothing is damped.
        package var lastSuccess: Instant?
        /// Projects that failed in the run before.
        package var failingBefore: Set<String>
        /// When an unchanged set of failing projects, or a stale mirror, was last told.
        package var lastTold: Instant?

        package init(lastSuccess: Instant?, failingBefore: Set<String>, lastTold: Instant?) {
            self.lastSuccess = lastSuccess
            self.failingBefore = failingBefore
            self.lastTold = lastTold
        }
    }

    private static let day = Duration.seconds(86_400)

    /// - Parameters:
    ///   - failing: the projects that failed in this run.
    ///   - alertAfter: how old the last success may be before 69, 75 and 76 are told.
    package static func speaks(
        _ code: ExitCode, failing: Set<String>, history: History, alertAfter: Duration,
        now: Instant
    ) -> Bool {
        switch code {
        case .ok:
            return false
        case .partial:
            return failing != history.failingBefore
                || isOlder(history.lastTold, than: .seconds(7 * 86_400), now)
        case .unavailable, .tempfail, .protocolError:
            guard let success = history.lastSuccess else { return true }
            return success.distance(to: now) > alertAfter
                && isOlder(history.lastTold, than: day, now)
        default:
            return true
        }
    }

    private static func isOlder(_ instant: Instant?, than age: Duration, _ now: Instant) -> Bool {
        // A nightly run may begin a few minutes early; an hour's slack keeps the rhythm.
        instant.map { $0.distance(to: now) >= age - .seconds(3600) } ?? true
    }
}
