import PythonPackaging

/// The files of one version that the rules have left so far.
struct Release {
    /// nil where the text is no version.
    let version: Version?
    let versionText: String
    var candidates: [Candidate] = []
    /// Those that would be taken but for their size; the release keeps its place for them.
    var oversized: [Candidate] = []

    var isEmpty: Bool { candidates.isEmpty && oversized.isEmpty }

    /// Newest first; what is no version comes last, by its text.
    static func isNewer(_ left: Release, _ right: Release) -> Bool {
        switch (left.version, right.version) {
        case (let left?, let right?): left > right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): left.versionText > right.versionText
        }
    }
}
