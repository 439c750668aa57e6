package import Primitives

/// One finished run.
package struct RunRecord: Hashable, Sendable {
    package var startedAt: Instant
    package var endedAt: Instant
    /// The names of the jobs, joined by blanks.
    package var job: String
    /// The exit code's name.
    package var outcome: String
    package var exitCode: Int32
    /// The run's JSON document.
    package var summary: String

    package init(
        startedAt: Instant, endedAt: Instant, job: String, outcome: String, exitCode: Int32,
        summary: String
    ) {
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.job = job
        self.outcome = outcome
        self.exitCode = exitCode
        self.summary = summary
    }

    /// A partial run counts as well: it published what was whole.
    package static let successCodes: [Int32] = [0, 10]
}
