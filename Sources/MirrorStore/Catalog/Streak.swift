package import Primitives

/// Something that happened in one run after another without a break.
package struct Streak: Hashable, Sendable {
    /// Runs, the first one included.
    package let count: Int
    package let since: Instant
    package let last: Instant

    package init(count: Int, since: Instant, last: Instant) {
        self.count = count
        self.since = since
        self.last = last
    }

    /// The streak that goes on, or begins, now.
    package static func extending(_ streak: Streak?, at now: Instant) -> Streak {
        // One that began when the clock stood ahead begins anew, as to its time.
        Streak(count: (streak?.count ?? 0) + 1, since: min(streak?.since ?? now, now), last: now)
    }

    /// Whether it has lasted at least that many runs over at least that time.
    package func hasLasted(runs: Int, over duration: Duration) -> Bool {
        count >= runs && last - since >= duration
    }
}
