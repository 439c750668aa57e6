/// The lock file of a tool whose format is not read, though the tool can write one that is.
enum ForeignLock {
    case poetry
    case pdm
    case projectFile

    /// - Returns: nil where the tables look like nobody's lock.
    init?(_ root: LockTable) {
        let metadata = root.table("metadata")
        if let metadata, metadata.has("content-hash"), metadata.has("lock-version") {
            self = .poetry
        } else if let metadata, metadata.has("lock_version") {
            self = .pdm
        } else if root.has("project") || root.has("build-system") || root.has("tool") {
            self = .projectFile
        } else {
            return nil
        }
    }

    var message: String {
        switch self {
        case .poetry: "this is Poetry's lock, which is not read"
        case .pdm: "this is PDM's lock, which is not read"
        case .projectFile: "this is a project's description, not a lock"
        }
    }

    var suggestion: String {
        switch self {
        case .poetry: "\"poetry export\" writes requirements with hashes, which are"
        case .pdm: "\"pdm export -f pylock\" writes a pylock.toml, which is"
        case .projectFile: "\"uv lock\" or \"pip lock\" makes one of it"
        }
    }
}
