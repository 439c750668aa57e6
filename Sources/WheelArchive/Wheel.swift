package import PythonPackaging

/// A wheel read in place: its METADATA, its RECORD, or any member by name
/// (PyPA "Binary distribution format").
package struct Wheel: Sendable {
    package let archive: ZipArchive
    /// The directory at the top that METADATA and RECORD are in: `name-version.dist-info`.
    package let distInfo: String

    /// Reads the archive's list of members: one read for most wheels, two for those with thousands.
    ///
    /// - Parameter filename: the name that the wheel is offered by; whether METADATA is of that
    ///   project and version is for its reader to see.
    /// - Throws: ``WheelError``, and what the source throws.
    package init(
        _ filename: WheelFilename, source: any ByteSource, limits: ArchiveLimits = .standard
    ) async throws {
        archive = try await ZipArchive(source: source, limits: limits)
        distInfo = try Self.distInfo(among: archive.members, of: filename.name)
    }

    package var members: [ZipMember] { archive.members }

    /// METADATA as it stands, which is also what an index serves beside the wheel (PEP 658).
    package func metadata() async throws -> [UInt8] {
        try await content(
            named: "\(distInfo)/METADATA", limit: archive.limits.metadataBytes)
    }

    /// What WHEEL says of how to unpack the wheel.
    /// - Throws: `InvalidMetadata` where installers refuse it.
    package func format() async throws -> WheelFormat {
        try WheelFormat(
            parsing: try await content(
                named: "\(distInfo)/WHEEL", limit: archive.limits.metadataBytes))
    }

    /// Makes sure that the format is none that installers refuse; what else is wrong with WHEEL is for
    /// its readers to see.
    package func requireKnownFormat() async throws(InvalidMetadata) {
        do {
            _ = try await format()
        } catch let error as InvalidMetadata where error.code == .unsupportedFormat {
            throw error
        } catch {}
    }

    /// METADATA of a wheel whose format is none that installers refuse.
    package func metadataOfKnownFormat() async throws -> [UInt8] {
        let bytes = try await metadata()
        try await requireKnownFormat()
        return bytes
    }

    /// What RECORD says of each file.
    package func record() async throws -> [RecordEntry] {
        let bytes = try await content(named: recordName)
        var reader = RecordReader(bytes, name: recordName)
        var entries: [RecordEntry] = []
        while let entry = try reader.next() {
            guard entries.count < archive.limits.members else {
                throw WheelError(
                    .tooLarge, member: recordName, "has more than \(archive.limits.members) lines")
            }
            entries.append(entry)
        }
        return entries
    }

    /// The whole content of the one member of a name.
    ///
    /// - Parameters:
    ///   - name: from the top, as in `certifi/cacert.pem`.
    ///   - limit: in bytes; that of the archive's limits by default.
    package func content(named name: String, limit: Int64? = nil) async throws -> [UInt8] {
        try await archive.content(of: archive.member(named: name), limit: limit)
    }

    /// Unpacks each member and holds it against RECORD, in memory that does not depend on its size.
    ///
    /// - Parameter digests: the type that digests are computed by, as Cryptography's `HashContext`.
    /// - Returns: what does not agree; nothing for a wheel as it should be.
    package func verifyRecord<Digesting: RunningDigest & ~Copyable>(
        by digests: Digesting.Type
    ) async throws -> [RecordFault] {
        let verification = RecordVerification(of: self, entries: try await record())
        return try await verification.faults(digests)
    }

    var recordName: String { "\(distInfo)/RECORD" }

    /// The one directory at the top that ends in `.dist-info`, found as pip finds it, which is
    /// stricter than uv in that all of them count, not only those with METADATA.
    private static func distInfo(
        among members: [ZipMember], of project: ProjectName
    ) throws(WheelError) -> String {
        let suffix = ".dist-info"
        var found: Set<String> = []
        for member in members {
            let top = member.name.prefix { $0 != "/" }
            if top.hasSuffix(suffix) { found.insert(String(top)) }
        }
        guard let name = found.first else { throw WheelError(.noDistInfo) }
        guard found.count == 1 else {
            throw WheelError(.severalDistInfos, found.sorted().prefix(3).joined(separator: ", "))
        }
        let spelled = ProjectName.normalize(String(name.dropLast(suffix.count)))
        guard spelled.hasPrefix("\(project.normalized)-") else {
            throw WheelError(.foreignDistInfo, member: name, project.normalized)
        }
        return name
    }
}
