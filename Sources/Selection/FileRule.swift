/// The rule that settled what becomes of a file; raw values are stable words for `explain`.
///
/// The order is that of the decision: of several verdicts on one file, for several requirements
/// and targets, the last in this list stands.
package enum FileRule: String, CaseIterable, Sendable, Comparable {
    case statusQuarantined = "status-quarantined"
    case notADistribution = "not-a-distribution"
    case variant
    case otherProject = "other-project"
    case unsupportedKind = "unsupported-kind"
    case ambiguous
    case duplicate
    case notWanted = "not-wanted"
    case excluded
    case sdistsNever = "sdists-never"
    case marker
    case invalidVersion = "invalid-version"
    case specifier
    case notResolved = "not-resolved"
    case notListed = "not-listed"
    case prereleasesNever = "prereleases-never"
    case yanked
    case noTarget = "no-target"
    case requiresPython = "requires-python"
    case removed
    case tooYoung = "too-young"
    case sdistNotNeeded = "sdist-not-needed"
    case prerelease
    case notLatest = "not-latest"
    case notBest = "not-best"
    case tooLarge = "too-large"
    case keptLatest = "kept-latest"
    case keptAll = "kept-all"
    case keptResolved = "kept-resolved"

    package var isKept: Bool { self >= .keptLatest }

    private static let order = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    package static func < (left: FileRule, right: FileRule) -> Bool {
        (order[left] ?? 0) < (order[right] ?? 0)
    }
}
