import PythonPackaging

/// What a requirement file may ask for and no index serves.
enum UnindexedRequirement: Equatable {
    case editable
    case looseFiles
    case versionControl
    case path
    /// With the project's name where the line has one.
    case address(ProjectName?)

    /// - Returns: nil where `text` may be a requirement that an index serves.
    init?(_ text: String) {
        let head = text.prefix(while: { $0 != ";" && $0 != " " && $0 != "\t" && $0 != "[" })
        let lowered = head.lowercased()
        if ["git+", "hg+", "svn+", "bzr+"].contains(where: lowered.hasPrefix) {
            self = .versionControl
        } else if ["http://", "https://", "ftp://"].contains(where: lowered.hasPrefix) {
            self = .address(nil)
        } else if lowered.hasPrefix("file:") || Self.isPath(head) {
            self = .path
        } else {
            return nil
        }
    }

    private static func isPath(_ text: Substring) -> Bool {
        if text.contains("@") { return false }
        return text.hasPrefix(".") || text.hasPrefix("~/") || text.contains("/")
            || text.contains("\\") || DistributionFilename.looksLikeDistribution(String(text))
    }

    var message: String {
        switch self {
        case .editable: "an editable project comes from a directory, which no index serves"
        case .looseFiles: "--find-links names loose files, which are not taken from there"
        case .versionControl: "a repository is not what an index serves"
        case .path: "a path is not what an index serves"
        case .address(let name):
            name.map { "the requirement \($0) is a URL, which no index serves" }
                ?? "a URL is not what an index serves"
        }
    }

    var suggestion: String {
        switch self {
        case .editable:
            "leave the line out, as \"uv export --no-emit-workspace\" does"
        case .looseFiles: "leave the line out, and serve the files by an index"
        default: "name the project and a version instead"
        }
    }
}
