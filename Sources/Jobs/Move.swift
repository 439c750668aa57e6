internal import Primitives

/// A job that takes a project from another index than before.
struct Move: Hashable, Sendable {
    let job: String
    let from: String
    let to: String

    init(_ job: String, from: String, to: WebAddress) {
        (self.job, self.from, self.to) = (job, from, to.description)
    }
}
