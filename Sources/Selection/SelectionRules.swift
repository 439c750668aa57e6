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
    package var removed = RemovedChoice.pinned
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
