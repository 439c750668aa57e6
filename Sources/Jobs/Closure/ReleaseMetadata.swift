internal import Cryptography
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Synchronization
internal import Transport
internal import WheelArchive

/// Finds out what a release depends on, without ever running its code: from what is kept here, the
/// sidecar its index offers (PEP 658), or the parts of a wheel or source distribution that hold it.
struct ReleaseMetadata: Sendable {
    /// What an earlier run kept, where there is a mirror.
    struct Store: Sendable {
        let catalog: Catalog
        let pool: Pool
    }

    let client: Client
    let store: Store?
    let now: Instant
    let wholes: WholeFiles
    /// METADATA that was read in this run, by the key that it is kept under.
    let news = News()

    final class News: Sendable {
        private let content = Mutex<[String: [UInt8]]>([:])
        var all: [String: [UInt8]] { content.withLock { $0 } }

        /// What is longer than anybody's is read again instead.
        func note(_ metadata: [UInt8], _ key: String) {
            let head = ReleaseMetadata.head(of: metadata)
            guard head.count <= 1 << 18 else { return }
            content.withLock { $0[key] = head }
        }
    }

    /// What METADATA is kept under: an index may claim any hash for any file, so that each is
    /// believed for itself alone, until the file is in the pool.
    static func key(_ sha256: String, _ index: IndexContext) -> String {
        "\(sha256) \(index.id.job) \(index.id.url)"
    }

    enum Answer: Sendable {
        case dependencies(ReleaseDependencies)
        case ineligible(String)
        case unavailable(Failure)
    }

    private static let sidecarLimit = ArchiveLimits.standard.metadataBytes
    /// Of a wheel that is fetched for its hash alone.
    private static let wholeLimit: Int64 = 256 << 20

    /// - Parameter page: of the release's project.
    /// - Throws: `StoreError`.
    func dependencies(
        of source: MetadataSource, on page: ProjectPage, from index: IndexContext
    ) async throws -> Answer {
        let release = source.release
        let files = try source.filenames.compactMap(page.file).map {
            try settled($0, of: release.name, index)
        }
        let wheels = files.filter { $0.filename.hasSuffix(".whl") }
        guard !wheels.isEmpty else { return try await sdist(release, files, index) }
        var found: ReleaseDependencies?
        var obstacle: Answer?
        for file in wheels {
            do {
                let metadata = try CoreMetadata(parsing: try await metadata(of: file, index))
                let known = try ReleaseDependencies(metadata, of: release)
                found = found?.union(known) ?? known
            } catch let error as StoreError {
                throw error
            } catch let error as TransferError {
                let failure = Failure(
                    error, index: index, project: release.name, file: file.filename, at: now)
                // What only this wheel asks for would be missed until it can be read.
                guard error.isLasting else { return .unavailable(failure) }
                obstacle = .unavailable(failure)
            } catch let wrong as WrongBytes {
                return .unavailable(
                    Failure(
                        .hashMismatch, wrong.message, index: index, project: release.name,
                        file: file.filename, at: now))
            } catch {
                obstacle = .ineligible("\(file.filename) is no good: \(error)")
            }
        }
        return found.map(Answer.dependencies) ?? obstacle ?? .dependencies(.unknown)
    }

    private func metadata(of file: IndexFile, _ index: IndexContext) async throws -> [UInt8] {
        guard let sha256 = SelectedFile(file).sha256 else { return try await fetch(file, index) }
        let key = Self.key(sha256, index)
        // That in the pool is the wheel's own, whatever the index offered before.
        if let beside = try store?.pool.metadata(sha256: sha256, filename: file.filename) {
            return beside
        }
        if let kept = try store?.catalog.metadata(keptUnder: key) { return kept }
        let bytes = try await fetch(file, index)
        news.note(bytes, key)
        return bytes
    }

    /// With the hash that the mirror found out, where the index says none.
    private func settled(
        _ file: IndexFile, of project: ProjectName, _ index: IndexContext
    ) throws(StoreError) -> IndexFile {
        guard SelectedFile(file).sha256 == nil, let catalog = store?.catalog,
            try catalog.selection(job: index.job, project: project)?.index == index.key,
            let sha256 = try catalog.selectedFiles(job: index.job, project: project)
                .first(where: { $0.filename == file.filename })?.sha256
        else { return file }
        var file = file
        file.hashes["sha256"] = sha256
        return file
    }

    private func fetch(_ file: IndexFile, _ index: IndexContext) async throws -> [UInt8] {
        if file.coreMetadata.isPresent, let bytes = try? await sidecar(of: file, index) {
            return bytes
        }
        guard let address = WebAddress(file.url),
            let name = try? WheelFilename(parsing: file.filename)
        else { throw UnusableOffer(reason: "it has no usable address or name") }
        let request = Request(address, policy: index.policy, purpose: .file)
        let source = try await RemoteFile.open(
            client, request, size: file.size,
            place: wholes.place(of: SelectedFile(file), from: index))
        do {
            return try await Wheel(name, source: source).metadataOfKnownFormat()
        } catch let error as WheelError {
            guard let claim = file.digests.first else { throw error }
            return try await metadata(inWhole: file, claim, name, request)
        }
    }

    /// What parts of a file make no sense of is held against its hash and size before anybody says
    /// that the file is no good.
    ///
    /// - Throws: `WrongBytes` and `TransferError` where the file is not what the index says.
    private func metadata(
        inWhole file: IndexFile, _ claim: Digest, _ name: WheelFilename, _ request: Request
    ) async throws -> [UInt8] {
        let scratch = try wholes.scratch()
        let sink = DownloadSink(
            descriptor: scratch.descriptor, digests: DigestStream([claim.algorithm]),
            isVerifiedByDigest: true, expectedSize: file.size, sizeLimit: Self.wholeLimit,
            hasRoom: { [floor = wholes.floor] in floor?.hasRoom(for: Int64($0)) ?? true },
            admits: { [floor = wholes.floor] in floor?.admits($0) ?? true })
        let receipt = try await client.download(request, into: sink)
        guard receipt.digests == [claim] else {
            throw WrongBytes(filename: file.filename, found: receipt.digests, claim: claim)
        }
        return try await Wheel(name, source: FileSource(scratch)).metadataOfKnownFormat()
    }

    private struct WrongBytes: Error {
        let filename: String
        let found: [Digest]
        let claim: Digest

        var message: String {
            "\(filename) has \(found.map(\.description).joined(separator: ", ")) where the index says "
                + "\(claim)"
        }
    }

    /// - Throws: where it cannot be had, or is not what the page says.
    func sidecar(of file: IndexFile, _ index: IndexContext) async throws -> [UInt8] {
        guard let address = WebAddress(file.url)?.appendingToPath(".metadata") else {
            throw UnusableOffer(reason: "it has no usable address")
        }
        let request = Request(
            address, policy: index.policy, purpose: .file, bodyLimit: Self.sidecarLimit)
        let bytes = try await client.fetch(request).body
        if let claim = file.coreMetadata.digests.first,
            Hashing.digest(bytes, claim.algorithm) != claim
        {
            throw UnusableOffer(reason: "its sidecar is not what the page says")
        }
        return bytes
    }

    /// The header fields alone: the body is the project's description, which decides nothing, unless
    /// it is not even text.
    static func head(of metadata: [UInt8]) -> [UInt8] {
        guard String(validating: metadata, as: UTF8.self) != nil else { return metadata }
        for mark in [Array("\n\n".utf8), Array("\r\n\r\n".utf8)] {
            if let end = metadata.firstRange(of: mark) { return Array(metadata[..<end.upperBound]) }
        }
        return metadata
    }
}

/// What an index offers and nobody can take.
struct UnusableOffer: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}
