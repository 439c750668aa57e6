package import Primitives
package import PythonPackaging

/// Which files of a project's page are wanted, and why each of them is or is not.
package struct ProjectDecision: Hashable, Sendable {
    package let project: ProjectName
    /// One for each file of the page, in the page's order.
    package let files: [FileDecision]
    /// Requirements for which no file of the page is left, for any target: `no_match`.
    package let unmatched: [Requirement]
    /// Of each of them, what keeps the nearest file out, as a clause.
    package let obstacles: [Requirement: String]
    /// Locked or resolved releases of which nothing is left for their target: `no_match`.
    package let unserved: [UnservedPin]
    /// Requirements that some targets find files for and others do not.
    package let gaps: [TargetGap]
    /// Chosen by a glob alone, and nothing of it is acceptable.
    package let isLeftOut: Bool
    /// When the first of the held files comes of age.
    package let dueAt: Instant?

    /// Files that only their age keeps out.
    package var heldCount: Int { files.count { $0.rule == .tooYoung } }

    /// Files that are wanted but for their size.
    package var oversized: [String] { files.filter { $0.rule == .tooLarge }.map(\.filename) }

    /// Wheels that only a variant label keeps out (PEP 825).
    package var variantCount: Int { files.count { $0.rule == .variant } }

    /// Positions in the page of the files that are wanted.
    package var keptIndexes: [Int] { files.indices.filter { files[$0].isKept } }
}
