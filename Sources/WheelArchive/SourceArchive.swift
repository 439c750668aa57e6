/// A source distribution read in place, from its start and no further than what is asked for; it is
/// never unpacked (PyPA "Source distribution format").
///
/// What counts stands directly in the one folder at the top, which PEP 625 calls
/// `{name}-{version}`; older tools spelled it otherwise, so any name will do.
package struct SourceArchive: Sendable {
    private enum Format {
        case tar, gzippedTar, zip
    }

    private let format: Format
    private let source: any ByteSource
    private let limits: ArchiveLimits

    /// Reads nothing yet.
    ///
    /// - Parameter filename: its ending tells the format, in any case: `.tar.gz`, `.tgz`, `.tar` or
    ///   `.zip`.
    /// - Throws: `unsupportedFormat` for every other ending.
    package init(
        _ filename: String, source: any ByteSource, limits: ArchiveLimits = .sources
    ) throws(SourceArchiveError) {
        let name = filename.lowercased()
        let format = Self.formats.first { name.hasSuffix($0.ending) }?.format
        guard let format else {
            throw SourceArchiveError(.unsupportedFormat, filename.debugDescription)
        }
        self.format = format
        self.source = source
        self.limits = limits
    }

    private static let formats: [(ending: String, format: Format)] = [
        (".tar.gz", .gzippedTar), (".tgz", .gzippedTar), (".tar", .tar), (".zip", .zip),
    ]

    /// PKG-INFO, the core metadata of the source distribution, as it stands.
    ///
    /// A tar archive is read up to its first PKG-INFO.
    /// - Returns: nil where there is none; one further down, as in `*.egg-info`, does not count.
    /// - Throws: ``SourceArchiveError``, ``WheelError`` for a zip archive, and what the source
    ///   throws.
    package func packageInfo() async throws -> [UInt8]? {
        try await content(of: "PKG-INFO", limits.metadataBytes)
    }

    /// pyproject.toml as it stands, whose `[build-system]` says what building takes (PEP 518).
    ///
    /// - Returns: nil where there is none, for which a tar archive is read to its end.
    /// - Throws: ``SourceArchiveError``, ``WheelError`` for a zip archive, and what the source
    ///   throws.
    package func buildConfiguration() async throws -> [UInt8]? {
        try await content(of: "pyproject.toml", limits.configurationBytes)
    }

    /// - Parameter limit: in bytes.
    private func content(of filename: String, _ limit: Int64) async throws -> [UInt8]? {
        let limit = min(limit, limits.contentBytes)
        return switch format {
        case .tar: try await tarContent(of: filename, isGzipped: false, limit)
        case .gzippedTar: try await tarContent(of: filename, isGzipped: true, limit)
        case .zip: try await zipContent(of: filename, limit)
        }
    }

    private func tarContent(
        of filename: String, isGzipped: Bool, _ limit: Int64
    ) async throws -> [UInt8]? {
        var tar = try TarStream(source, isGzipped: isGzipped, limits: limits)
        var folder = TopFolder()
        while let member = try await tar.next() {
            guard MemberName.isSafe(member.name) else {
                throw SourceArchiveError(.unsafeName, member.name.debugDescription)
            }
            let isWanted = try folder.holds(filename, as: member.name)
            if isWanted, member.isFile { return try await tar.content(of: member, limit) }
        }
        return nil
    }

    private func zipContent(of filename: String, _ limit: Int64) async throws -> [UInt8]? {
        let archive = try await ZipArchive(source: source, limits: limits)
        var folder = TopFolder()
        var found: [ZipMember] = []
        for member in archive.members where !member.isDirectory {
            if try folder.holds(filename, as: member.name) { found.append(member) }
        }
        guard let member = found.first else { return nil }
        guard found.count == 1 else { throw WheelError(.ambiguousName, member: member.name) }
        return try await archive.content(of: member, limit: limit)
    }
}
