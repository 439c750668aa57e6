package import PythonPackaging

/// What the command line says of one warm-up.
package struct WarmOptions: Sendable {
    /// Requirement and lock files, as they were named.
    package var inputs: [String] = []
    package var constraints: [String] = []
    /// `--for`: names of targets, or shorthands such as `cp312-linux-x86_64`.
    package var targets: [String] = []
    /// `--targets`.
    package var targetFile: String?
    /// `--job`: where indexes, trust and targets come from.
    package var job: String?
    package var extras: [ProjectName] = []
    package var groups: [ProjectName] = []
    package var withDefaultGroups = true
    package var takesAllWheels = false
    package var allowsSdists = false
    /// `--out`.
    package var directory: String?
    package var layout: WheelhouseLayout?
    /// A mirror that files are taken from before they are downloaded.
    package var mirror: String?
    package var prunes = false
    package var printsKeys = false
    /// Whether one key is printed for all targets.
    package var printsOneKey = false
    /// `--check`: a wheelhouse that is only looked at.
    package var checked: String?
    /// `--through`: an index that is asked for every file once.
    package var through: String?
    package var caFile: String?

    package init() {}
}

/// How a wheelhouse is laid out.
package enum WheelhouseLayout: String, CaseIterable, Sendable {
    /// All files beside each other, for `--find-links`.
    case flat
    /// A simple index of plain files, for `--index-url`.
    case index
}
