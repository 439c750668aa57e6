package import Primitives
package import PythonPackaging

/// What a job wants from an index: the `[select]` table and the targets, as values.
package struct SelectionRules: Hashable, Sendable {
    package var requirements: [Requirement] = []
    package var projectGlobs: [ProjectGlob] = []
    package var versions = VersionChoice.latest(1)
    package var sdists = SdistChoice.fallback
    package var prereleases = PrereleaseChoice.ifNeeded
    package var yanked = YankedChoice.pinned
    package var wheels = WheelChoice.best
    /// Files younger than this are held.
    package var minimumAge: Duration?
    /// Files are seen as at the end of this day, UTC.
    package var asOf: CalendarDay?
    package var exclude: [Exclusion] = []
    package var maxFileSize: ByteCount?
    /// None: every wheel.
    package var targets: [Target] = []

    package init() {}

    /// Whether a whole project is ruled out, whatever asks for it.
    package func excludes(_ project: ProjectName) -> Bool {
        exclude.contains { $0.name == project && $0.specifiers.isEmpty }
    }
}

/// How many releases of a project are taken.
package enum VersionChoice: Hashable, Sendable, CustomStringConvertible {
    /// The newest so many.
    case latest(Int)
    case all

    package var description: String {
        switch self {
        case .latest(1): "latest"
        case .latest(let count): "latest:\(count)"
        case .all: "all"
        }
    }
}

/// When source distributions are taken.
package enum SdistChoice: String, CaseIterable, Sendable {
    case never
    /// Only where a release has no wheel that fits.
    case fallback
    case always
}

/// When pre-releases are taken.
package enum PrereleaseChoice: String, CaseIterable, Sendable {
    /// When a specifier names one, or nothing else fits (PEP 440, "Handling of pre-releases").
    case ifNeeded = "if-needed"
    case allow
    case never
}

/// When yanked files are taken (PEP 592).
package enum YankedChoice: String, CaseIterable, Sendable {
    case never
    /// When a requirement pins their version with `==`.
    case pinned
    case keep
}

/// Which of the wheels that fit a target are taken.
package enum WheelChoice: String, CaseIterable, Sendable {
    /// One for each release and target, by the order of the target's tags.
    case best
    case compatible
}

/// A project, or some of its versions, that no rule may select.
package struct Exclusion: Hashable, Sendable, CustomStringConvertible {
    package let name: ProjectName
    /// Empty: every version.
    package let specifiers: SpecifierSet

    package init(name: ProjectName, specifiers: SpecifierSet) {
        self.name = name
        self.specifiers = specifiers
    }

    package var description: String { "\(name)\(specifiers)" }
}
