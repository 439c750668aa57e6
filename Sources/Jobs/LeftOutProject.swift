internal import PythonPackaging
internal import Selection

/// A project that a job's globs chose and its rules left nothing of.
struct LeftOutProject: Sendable {
    let project: ProjectName
    /// How many files each rule left out; none where that was decided in an earlier run.
    var files: [FileRule: Int] = [:]
}
