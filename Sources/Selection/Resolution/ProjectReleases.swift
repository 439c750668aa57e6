/// The releases of a project that may be chosen for one target, and what became of the others.
package struct ProjectReleases: Hashable, Sendable {
    /// Newest first, each version once.
    package let eligible: [EligibleRelease]
    /// Newest first.
    package let refused: [RefusedRelease]
    /// nil where the project is there, eligible releases or not.
    package let absence: Absence?

    package init(_ eligible: [EligibleRelease], refused: [RefusedRelease] = []) {
        self.eligible = eligible
        self.refused = refused
        absence = nil
    }

    package init(absent absence: Absence) {
        eligible = []
        refused = []
        self.absence = absence
    }
}
