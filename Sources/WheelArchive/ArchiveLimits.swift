/// How much an archive may ask for before it is refused.
package struct ArchiveLimits: Hashable, Sendable {
    /// Members, headers of a tar archive, and lines of RECORD.
    package var members = 200_000
    /// Bytes of the central directory, which is held in memory as a whole.
    package var directoryBytes: Int64 = 32 << 20
    /// Bytes of a member that is read whole, before and after unpacking.
    package var contentBytes: Int64 = 32 << 20
    /// Bytes of METADATA and PKG-INFO.
    package var metadataBytes: Int64 = 8 << 20
    /// Bytes of the pyproject.toml of a source archive.
    package var configurationBytes: Int64 = 1 << 20
    /// Bytes of all members together when each of them is unpacked, and of what a compressed tar
    /// archive is unpacked to on the way to a member.
    package var expandedBytes: Int64 = 32 << 30

    package init() {}

    /// Several times what the largest wheels in use need.
    package static let standard = ArchiveLimits()

    /// For source archives, most of which are unpacked as a whole to find one file in them.
    package static let sources = {
        var limits = standard
        limits.expandedBytes = 2 << 30
        return limits
    }()
}
