/// A requirement or constraint file that has to be read, since somebody or another file names it.
package struct RequirementFileReference: Hashable, Sendable {
    /// An absolute path without `.` and `..`, or an http(s) address.
    package let location: String
    /// As messages show it.
    package let path: String
    /// Whether its lines are constraints, whatever they say.
    package let isConstraint: Bool
    /// The line that names it; nil where a person did.
    package let mention: SourceLine?
    /// The locations of the files that led here, the outermost first.
    let ancestors: [String]

    package var isAddress: Bool { Self.isAddress(location) }

    /// - Parameters:
    ///   - location: an absolute path or an http(s) address.
    ///   - path: as the person wrote it.
    package init(location: String, path: String, isConstraint: Bool = false) {
        self.location =
            Self.isAddress(location) ? location : TextExpansion.cleaned(location)
        self.path = path
        self.isConstraint = isConstraint
        mention = nil
        ancestors = []
    }

    init(
        location: String, path: String, isConstraint: Bool, mention: SourceLine,
        ancestors: [String]
    ) {
        self.location = location
        self.path = path
        self.isConstraint = isConstraint
        self.mention = mention
        self.ancestors = ancestors
    }
}
