import PythonPackaging

/// Which releases a pin means by its version; the narrowest first.
package enum VersionMatch: Int, Hashable, Sendable, Comparable {
    /// `===`: the release whose version is spelled so.
    case spelled
    /// The release of that version, whatever its spelling.
    case equal
    /// Local versions too, where that version is nowhere: `==2.1` takes 2.1+cpu then.
    case local

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The operator that says it.
    package var sign: String { self == .spelled ? "===" : "==" }

    /// Whether a release is the one that is meant, local versions aside.
    func means(_ version: Version, by pinned: Version) -> Bool {
        version == pinned && (self != .spelled || version.description == pinned.description)
    }
}
