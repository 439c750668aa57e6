internal import Cryptography
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport
internal import WheelArchive

/// Brings one staged file into the pool: from what is there already, or over the network.
struct FileFetch {
    let run: RunContext
    let pool: Pool
    let floor: DiskFloor
    let pending: PendingDownload
    private let digests: [Digest]
    private let standing: HashStanding
    /// What locks say of the file's release.
    private let listings: [FileListing]
    /// Where the file may be had, in order: from the index whose page names it, then from where a
    /// lock has it.
    private let sources: [Source]

    /// Where a lock has the file, where that is by http and nobody allows it.
    private let undeclared: WebAddress?

    private struct Source {
        let index: IndexContext
        let address: WebAddress
    }

    init(run: RunContext, pool: Pool, floor: DiskFloor, pending: PendingDownload) {
        self.run = run
        self.pool = pool
        self.floor = floor
        self.pending = pending
        digests = pending.file.facts.digests
        standing = HashStanding(pending.file.facts, digests: digests)
        let (facts, job) = (pending.file.facts, run.job(pending))
        listings =
            job?.selection.listings(of: facts.filename, project: pending.project) ?? []
        var addresses = [WebAddress(run.links[pending] ?? facts.url)].compactMap(\.self)
        let locked = listings.compactMap { $0.address(of: facts) }
        for address in locked where !addresses.contains(address) { addresses.append(address) }
        sources =
            run.index(pending).map { index in
                addresses.flatMap { address in
                    locked.contains(address)
                        ? Self.lockedSources(address, index, job, pending.project)
                        : [Source(index: index, address: address)]
                }
            } ?? []
        undeclared = sources.isEmpty ? locked.first : nil
    }

    /// Where a lock has the file is asked as the job says of that host; by http only where it allows
    /// that.
    private static func lockedSources(
        _ address: WebAddress, _ index: IndexContext, _ job: JobContext?, _ project: ProjectName
    ) -> [Source] {
        let origin = address.origin
        var indexes = [index]
        if !index.policy.isHome(origin), let others = job?.indexes(at: origin, for: project),
            !others.isEmpty
        {
            indexes = others
        }
        return indexes.filter { $0.policy.allowsScheme(of: origin) }
            .map { Source(index: $0, address: address) }
    }

    /// Whether a lock tells hashes that the bytes can be held against.
    private var isVouchedFor: Bool { listings.contains(where: \.tellsHashes) }

    private var file: SelectedFile { pending.file }
    private var name: String { pending.file.filename }

    /// What became of the file.
    enum Ending {
        case present
        /// The job wants no file of that size.
        case leftOut
        case failed
        /// The run ends before the file came.
        case interrupted
    }

    func perform() async -> Ending {
        let flight = run.board.start(name, size: file.facts.size)
        let ending = await ending(flight.progress)
        run.board.end(flight, failed: ending == .failed || ending == .interrupted)
        return ending
    }

    private func ending(_ progress: DownloadProgress) async -> Ending {
        do {
            return try await adoptPresent() ? .present : try await fetch(progress)
        } catch let failure as Failure {
            do {
                if let ending = try await fetchAsOthers(progress) { return ending }
                try run.note(failure)
                return .failed
            } catch {
                run.end(error)
                return .interrupted
            }
        } catch {
            run.end(error)
            return .interrupted
        }
    }

    /// Asks as other tables would that list the same bytes: their logins or proxies may do.
    /// - Returns: nil where none of them has it either.
    private func fetchAsOthers(_ progress: DownloadProgress) async throws -> Ending? {
        var tried = sources.map { ($0.index.policy, $0.address) }
        for other in try run.catalog.downloads(like: pending) {
            let fetch = FileFetch(run: run, pool: pool, floor: floor, pending: other)
            // A job with another limit may want the file, or not.
            guard run.sizeLimit(other) == run.sizeLimit(pending) else { continue }
            let isNew = fetch.sources.contains { source in
                !tried.contains { $0 == (source.index.policy, source.address) }
            }
            guard isNew else { continue }
            tried += fetch.sources.map { ($0.index.policy, $0.address) }
            do {
                return try await fetch.fetch(progress)
            } catch is Failure {
                continue
            }
        }
        return nil
    }

    /// A file that an earlier run left in the pool without a row counts once its bytes are read.
    private func adoptPresent() async throws -> Bool {
        guard let sha256 = file.sha256, try pool.contains(sha256: sha256, filename: name),
            let source = sources.first
        else { return false }
        let present = try await pool.rehash(sha256: sha256, filename: name)
        guard let present else { return false }
        let isVerified = source.index.isVerified(source.address)
        let metadata = try await adoptMetadata(source.index, source.address, sha256: sha256)
        try stage(sha256: sha256, size: present, metadata: metadata, isVerified: isVerified)
        return true
    }

    /// Where a download begins.
    private enum Beginning { case present, zero }

    /// From the first place that has it.
    private func fetch(_ progress: DownloadProgress) async throws -> Ending {
        var refusals: [Failure] = []
        for source in sources {
            do {
                let ending = try await fetch(
                    progress, source, from: refusals.isEmpty ? .present : .zero)
                tell(refusals)
                return ending
            } catch let failure as Failure {
                refusals.append(failure)
            } catch let link as DeadLink {
                guard let renewed = try await renewed(source) else {
                    refusals.append(link.failure)
                    continue
                }
                do {
                    return try await fetch(progress, renewed, from: .present)
                } catch let failure as Failure {
                    refusals.append(failure)
                } catch let link as DeadLink {
                    refusals.append(link.failure)
                }
            }
        }
        throw Failure.gravest(of: refusals) ?? nowhere
    }

    /// Others may be skipped for a host that is not trusted, though this file came from elsewhere.
    private func tell(_ refusals: [Failure]) {
        for refusal in refusals where refusal.kind == .tlsTrust && !refusal.isConsequence {
            run.tally.warn("\(name) came from elsewhere: \(refusal.message)")
        }
    }

    /// A server that refuses, for good, what the page links to.
    private struct DeadLink: Error { let failure: Failure }

    /// Where the index's page has the same file now; nil where that is nowhere else.
    private func renewed(_ source: Source) async throws -> Source? {
        guard source.address == WebAddress(file.facts.url),
            let page = try await run.freshPage(of: source.index, pending.project),
            let facts = page.files.first(where: { $0.filename == name }),
            facts.digests == file.facts.digests
                || (file.sha256 != nil && SelectedFile(facts).sha256 == file.sha256),
            let address = WebAddress(facts.url), address != source.address
        else { return nil }
        return Source(index: source.index, address: address)
    }

    private func fetch(
        _ progress: DownloadProgress, _ source: Source, from beginning: Beginning
    ) async throws -> Ending {
        // What a resolution has in hand just now is looked at again when all is known.
        let path = PartialFile.path(of: file, from: pending.indexID, in: run.layout)
        guard run.wholes.claim(path) else { return .interrupted }
        defer { run.wholes.release(path) }
        return try await take(progress, source, from: beginning)
    }

    private func take(
        _ progress: DownloadProgress, _ source: Source, from beginning: Beginning
    ) async throws -> Ending {
        let (index, address) = (source.index, source.address)
        let request = Request(address, policy: index.policy, purpose: .file)
        if let error = await run.client.objection(to: request) {
            throw Failure(error, index: index, project: pending.project, file: name, at: run.now)
        }
        let partial = try PartialFile(
            for: file, from: pending.indexID, in: run.layout, disk: pool.disk)
        let present = beginning == .present ? try await presentPart(partial) : nil
        let receipt: Receipt
        switch try await download(request, partial, present, progress) {
        case .success(let found): receipt = found
        case .failure(let error): return try settle(error, index, partial)
        }
        if let mismatch = mismatch(receipt) {
            try partial.discard()
            // What an earlier run left may have been another version of the file.
            if present != nil { return try await take(progress, source, from: .zero) }
            throw mismatch
        }
        guard let sha256 = receipt.digests.first(where: { $0.algorithm == .sha256 })?.hex else {
            throw failed(.hashMismatch, "no SHA-256 was computed for \(name)")
        }
        if let defect = await defect(of: partial) {
            try partial.discard()
            throw failed(
                .noMatch, "\(name): \(defect)", hints: ["ask who runs the index for another"])
        }
        if !run.options.acceptReplaced.contains(name),
            try ContentCheck(run, pending.project).isReplacement(sha256: sha256, named: name)
        {
            try partial.discard()
            throw Failure.replaced(name, index: index, pending.project, at: run.now)
        }
        try pool.adopt(partial, sha256: sha256, filename: name)
        let metadata = try await adoptMetadata(index, address, sha256: sha256)
        try stage(
            sha256: sha256, size: receipt.size, metadata: metadata, digests: receipt.digests,
            isVerified: index.isVerified(present?.source ?? receipt.address))
        run.tally.change { tally in
            tally.files.new += 1
            tally.newBytes += receipt.size
        }
        run.log?.note(
            "file",
            ["name": .string(name), "sha256": .string(sha256), "size": .integer(receipt.size)])
        return .present
    }

    // MARK: - Bytes

    /// - Throws: `StoreError`.
    private func download(
        _ request: Request, _ partial: PartialFile, _ present: Present?,
        _ progress: DownloadProgress
    ) async throws -> Result<Receipt, TransferError> {
        let algorithms = listings.reduce(Set(digests.map(\.algorithm)).union([.sha256])) {
            $0.union($1.algorithms)
        }
        let stream =
            present == nil
            ? DigestStream(algorithms) : try await partial.digests(of: algorithms)
        if present == nil, try partial.size() > 0 { try partial.truncate() }
        let sink = DownloadSink(
            descriptor: partial.descriptor, digests: stream, present: present?.content,
            isVerifiedByDigest: standing == .strong || isVouchedFor,
            expectedSize: present?.isWhole == true ? present?.content.size : file.facts.size,
            sizeLimit: run.sizeLimit(pending)?.bytes, progress: progress,
            hasRoom: { [floor] in floor.hasRoom(for: Int64($0)) },
            admits: { [floor] in floor.admits($0) })
        do throws(TransferError) {
            return .success(try await run.client.download(request, into: sink))
        } catch {
            return .failure(error)
        }
    }

    /// What is there of the file before anything is asked for.
    private struct Present {
        let content: PartialContent
        var isWhole = false
        /// Where the whole came from; nil where an earlier run brought it.
        var source: WebAddress?
    }

    private func presentPart(_ partial: PartialFile) async throws -> Present? {
        if let whole = run.wholes.receipt(of: partial) {
            return Present(
                content: PartialContent(size: whole.size, validator: whole.validator),
                isWhole: true, source: whole.address)
        }
        let size = try partial.size()
        let stored = try partial.validator()
        guard size > 0, stored != nil || standing == .strong || isVouchedFor else { return nil }
        let content = PartialContent(
            size: size,
            validator: Validator(etag: stored?.etag, lastModified: stored?.lastModified))
        return Present(content: content, isWhole: try await isWhole(partial))
    }

    /// Whether all that is missing is a size to know it by.
    private func isWhole(_ partial: PartialFile) async throws -> Bool {
        guard file.facts.size == nil, let sha256 = file.sha256 else { return false }
        return try await partial.digests(of: [.sha256]).finish().first?.hex == sha256
    }

    /// Keeps what a broken download can go on from, and says what became of the file.
    private func settle(
        _ error: TransferError, _ index: IndexContext, _ partial: PartialFile
    ) throws -> Ending {
        if let present = error.present {
            try partial.keep(
                validator: StoredValidator(
                    etag: present.validator.etag, lastModified: present.validator.lastModified))
        } else {
            try partial.discard()
        }
        switch error.kind {
        case .tooLarge:
            try OversizedFiles(run: run).leaveOut(name, of: pending)
            return .leftOut
        case .cancelled:
            return .interrupted
        case .disk(let number):
            throw StoreError(errno: number, operation: "write", path: partial.path)
        case .sizeMismatch(let expected, let actual)
        where listings.contains(where: { $0.size(of: file.facts) == expected }):
            throw failed(
                .sizeMismatch, "\(name) has \(actual) bytes where the lock says \(expected)",
                hints: [FailureAdvice.lockedBytes])
        default:
            let failure = Failure(
                error, index: index, project: pending.project, file: name, at: run.now)
            if error.kind.isRefusal { throw DeadLink(failure: failure) }
            throw failure
        }
    }

    private func mismatch(_ receipt: Receipt) -> Failure? {
        for expected in digests {
            let actual = receipt.digests.first { $0.algorithm == expected.algorithm }
            if actual == expected { continue }
            let isLocked = listings.contains { $0.lists(expected) }
            return failed(
                .hashMismatch,
                "\(name) has \(actual?.description ?? "another hash") where "
                    + "\(isLocked ? "the lock" : "the index") says \(expected)",
                hints: isLocked ? [FailureAdvice.lockedBytes] : nil)
        }
        guard standing != .strong, isVouchedFor else { return nil }
        if listings.contains(where: { $0.vouches(for: receipt.digests) == true }) { return nil }
        let found = receipt.digests.map(\.description).joined(separator: ", ")
        return failed(
            .hashMismatch, "\(name) has \(found), which neither a lock nor a --hash lists",
            hints: [FailureAdvice.lockedBytes])
    }

    /// Why installers refuse what came.
    private func defect(of partial: PartialFile) async -> InvalidMetadata? {
        guard let name = try? WheelFilename(parsing: name),
            let file = try? pool.disk.open(partial.path),
            let source = try? FileSource(file),
            let wheel = try? await Wheel(name, source: source)
        else { return nil }
        do {
            try await wheel.requireKnownFormat()
            return nil
        } catch {
            return error
        }
    }

    /// Puts the metadata of a file that the pool has beside it.
    @inline(never)  // Swift 6.3.1 crashes on splitting the coroutine that this is inlined into.
    private func adoptMetadata(
        _ index: IndexContext, _ address: WebAddress, sha256: String
    ) async throws -> [UInt8]? {
        let sidecar = Sidecar(
            run: run, pool: pool, facts: file.facts, index: index, address: address)
        guard let metadata = try await sidecar.metadata(sha256: sha256) else { return nil }
        if try pool.metadata(sha256: sha256, filename: name) != metadata {
            try pool.adoptMetadata(metadata, sha256: sha256, filename: name)
        }
        return metadata
    }

    private func stage(
        sha256: String, size: Int64, metadata: [UInt8]?, digests: [Digest] = [],
        isVerified: Bool
    ) throws {
        let origin: PoolFile.HashOrigin =
            switch standing {
            case _ where isVouchedFor: .index
            case .strong: .index
            case .weak: .weak
            case .none, .broken: .none
            }
        let row = PoolFile(
            sha256: sha256, filename: name, size: size,
            metadataSHA256: metadata.map { Hashing.digest($0, .sha256).hex },
            metadataSize: metadata.map { Int64($0.count) },
            tls: isVerified ? .verified : .unverified, hashOrigin: origin, addedAt: run.clock(),
            otherDigests: digests.filter { $0.algorithm != .sha256 })
        try run.catalog.stage(poolFile: row, settling: pending)
    }

    private var nowhere: Failure {
        guard let undeclared else {
            return failed(.malformed, "\(file.facts.keptURL) is no address to fetch from")
        }
        return failed(
            .noMatch, UndeclaredHost.reason(undeclared), hints: [UndeclaredHost.hint(undeclared)])
    }

    private func failed(
        _ kind: FailureKind, _ message: String, hints: [String]? = nil
    ) -> Failure {
        Failure(
            job: pending.job, index: sources.first?.index.name ?? "", indexKey: pending.index,
            project: pending.project.normalized, file: name, kind: kind, message: message,
            since: run.now,
            hints: hints ?? sources.first.map { FailureAdvice.hints(kind, index: $0.index) } ?? [])
    }
}
