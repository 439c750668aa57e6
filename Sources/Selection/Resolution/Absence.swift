import PythonPackaging

/// Why a project has no releases at all.
package enum Absence: Hashable, Sendable {
    /// No index that is asked for the name has it.
    case notFound
    /// The published mirror lacks it.
    case notMirrored
    case excluded
    case quarantined

    /// Whether the name is missing, rather than refused.
    package var isMissing: Bool { self == .notFound || self == .notMirrored }

    /// `no index has zzz`
    func sentence(_ name: ProjectName) -> String {
        switch self {
        case .notFound: "no index has \(name)"
        case .notMirrored: "the mirror does not have \(name)"
        case .excluded: "the job excludes \(name)"
        case .quarantined: "the index has put \(name) in quarantine"
        }
    }

    /// What follows the project's name: `zzz, which no index has`.
    var clause: String {
        switch self {
        case .notFound: "which no index has"
        case .notMirrored: "which the mirror does not have"
        case .excluded: "which the job excludes"
        case .quarantined: "which the index has put in quarantine"
        }
    }
}
