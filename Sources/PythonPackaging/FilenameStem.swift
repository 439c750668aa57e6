/// A file name without its ending, in which name and version have to be told apart.
struct FilenameStem {
    let text: Substring

    /// Bytes of the longest stem that is taken apart; names on a disk have 255.
    private static let longest = 1024

    init(_ text: Substring) {
        self.text = text
    }

    /// What follows the part that spells `project` and a hyphen; nil where none does.
    func rest(after project: ProjectName) -> Substring? {
        let end = hyphens.first { isSpelling(text[..<$0], of: project) }
        return end.map { text[text.index(after: $0)...] }
    }

    /// Splits after the project's name or, where the file bears another, where the version seems
    /// to begin: after the last hyphen that a digit follows.
    func split(after project: ProjectName) -> (name: ProjectName?, rest: Substring?) {
        if let rest = rest(after: project) { return (project, rest) }
        guard let end = hyphens.last(where: followsDigit) ?? hyphens.last else { return (nil, nil) }
        return (ProjectName(String(text[..<end])), text[text.index(after: end)...])
    }

    var nameBeforeVersion: ProjectName? {
        (hyphens.last(where: followsDigit) ?? hyphens.last)
            .flatMap { ProjectName(String(text[..<$0])) }
    }

    var nameBeforeFirstHyphen: ProjectName? {
        hyphens.first.flatMap { ProjectName(String(text[..<$0])) }
    }

    /// Of a stem that no disk would take as a name nothing is told apart: each hyphen would be tried.
    private var hyphens: [Substring.Index] {
        guard text.utf8.count <= Self.longest else { return [] }
        return text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "-") }
    }

    /// `1.0.linux-x86_64` is version 1.0 of a binary for a platform (distutils' `bdist_dumb`,
    /// `bdist_wininst` and `bdist_msi`).
    ///
    /// - Returns: nil when no platform is named.
    static func beforePlatform(_ text: Substring) -> String? {
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
