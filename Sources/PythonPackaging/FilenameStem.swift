/// A file name without its ending, in which name and version have to be told apart.
struct FilenameStem {
    let text: Substring

    init(_ text: Substring) {
        self.text = text
    }

    /// Splits after the part that spells `project` or, where none does, where the version seems
    /// to begin.
    func split(at project: ProjectName) -> (name: ProjectName?, versionText: String?) {
        let hyphens = text.indices.filter { text[$0] == "-" }
        let end =
            hyphens.first { isSpelling(text[..<$0], of: project) }
            ?? hyphens.last { followsDigit($0) } ?? hyphens.last
        guard let end else { return (nil, nil) }
        return (
            ProjectName(String(text[..<end])), String(text[text.index(after: end)...])
        )
    }

    var nameBeforeVersion: ProjectName? {
        let hyphens = text.indices.filter { text[$0] == "-" }
        guard let end = hyphens.last(where: followsDigit) ?? hyphens.last else { return nil }
        return ProjectName(String(text[..<end]))
    }

    /// `1.0.linux-x86_64` is version 1.0 of a binary for a platform (distutils' `bdist_dumb`,
    /// `bdist_wininst` and `bdist_msi`).
    ///
    /// - Returns: nil when no platform is named.
    static func beforePlatform(_ text: String) -> String? {
        let platforms = [
            "aix", "cygwin", "darwin", "freebsd", "linux", "macosx", "mingw", "netbsd", "openbsd",
            "solaris", "sunos", "win",
        ]
        let lowered = text.lowercased()
        var index = lowered.startIndex
        while let mark = lowered[index...].firstIndex(where: { $0 == "." || $0 == "-" }) {
            index = lowered.index(after: mark)
            if platforms.contains(where: lowered[index...].hasPrefix) {
                let count = lowered.distance(from: lowered.startIndex, to: mark)
                return String(text.prefix(count))
            }
        }
        return nil
    }

    private func isSpelling(_ part: Substring, of project: ProjectName) -> Bool {
        // A run of separators counts as one hyphen, so that the spelling is never shorter.
        part.utf8.count >= project.normalized.utf8.count
            && ProjectName.normalize(String(part)) == project.normalized
    }

    private func followsDigit(_ hyphen: Substring.Index) -> Bool {
        text[text.index(after: hyphen)...].first?.isNumber ?? false
    }
}
