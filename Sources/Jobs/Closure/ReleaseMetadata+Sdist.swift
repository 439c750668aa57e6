internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport
internal import WheelArchive

// A release without wheels.
extension ReleaseMetadata {
    /// Where the PKG-INFO of a source distribution may be had, the cheapest first.
    private enum Origin: CaseIterable {
        case catalog
        /// Beside the file in the pool.
        case poolSidecar
        /// Beside the file on the index (PEP 658).
        case sidecar
        /// Inside the file in the pool.
        case pool
        /// Inside the file on the index, where the pool has none; it is read by ranges up to it.
        case remote
    }

    /// Of a source distribution that is read over the network, in bytes.
    private static let remoteLimit: Int64 = 256 << 20

    /// What PKG-INFO says where it counts. Nothing is built, so what only a build could tell stays
    /// unknown.
    ///
    /// - Throws: `StoreError`.
    func sdist(
        _ release: ReleaseID, _ files: [IndexFile], _ index: IndexContext
    ) async throws -> Answer {
        for file in files {
            do {
                if let known = try await dependencies(of: release, by: file, index) {
                    return .dependencies(known)
                }
            } catch let error as TransferError {
                return .unavailable(
                    Failure(
                        error, index: index, project: release.name, file: file.filename,
                        at: now))
            }
        }
        return .dependencies(.unknown)
    }

    /// - Returns: nil where the file has no PKG-INFO that is any good.
    /// - Throws: `StoreError`; `TransferError` where it may be had another time.
    private func dependencies(
        of release: ReleaseID, by file: IndexFile, _ index: IndexContext
    ) async throws -> ReleaseDependencies? {
        for origin in Origin.allCases {
            do {
                guard let bytes = try await packageInfo(of: file, from: origin, index) else {
                    continue
                }
                let known =
                    bytes.isEmpty
                    ? nil : try ReleaseDependencies(packageInfo: bytes, of: release)
                if origin != .catalog, let sha256 = SelectedFile(file).sha256 {
                    news.note(bytes, Self.key(sha256, index))
                }
                return known
            } catch let error as StoreError {
                throw error
            } catch let error as TransferError where origin == .remote && !error.isLasting {
                throw error
            } catch {
                // The next may be better.
                continue
            }
        }
        return nil
    }

    /// - Returns: no bytes where the file was searched and has none, which is kept as well; nil
    ///   where nothing is to be had from there.
    private func packageInfo(
        of file: IndexFile, from origin: Origin, _ index: IndexContext
    ) async throws -> [UInt8]? {
        switch origin {
        case .sidecar:
            return file.coreMetadata.isPresent ? try await sidecar(of: file, index) : nil
        case .remote:
            return try isInPool(file) ? nil : try await remotePackageInfo(of: file, index)
        case .catalog:
            guard let sha256 = SelectedFile(file).sha256 else { return nil }
            return try store?.catalog.metadata(keptUnder: Self.key(sha256, index))
        case .poolSidecar, .pool:
            guard let pool = store?.pool, try isInPool(file),
                let sha256 = SelectedFile(file).sha256
            else { return nil }
            return origin == .pool
                ? try await pool.packageInfo(sha256: sha256, filename: file.filename) ?? []
                : try pool.metadata(sha256: sha256, filename: file.filename)
        }
    }

    private func isInPool(_ file: IndexFile) throws(StoreError) -> Bool {
        guard let pool = store?.pool, let sha256 = SelectedFile(file).sha256 else { return false }
        return try pool.contains(sha256: sha256, filename: file.filename)
    }

    private func remotePackageInfo(
        of file: IndexFile, _ index: IndexContext
    ) async throws -> [UInt8] {
        guard let address = WebAddress(file.url) else {
            throw UnusableOffer(reason: "it has no usable address")
        }
        let request = Request(address, policy: index.policy, purpose: .file)
        let source = try await RemoteFile.open(
            client, request, size: file.size,
            place: wholes.place(of: SelectedFile(file), from: index))
        guard source.size <= Self.remoteLimit else {
            throw UnusableOffer(reason: "it is too large to be searched")
        }
        return try await SourceArchive(file.filename, source: source).packageInfo() ?? []
    }
}

extension TransferError {
    /// Whether the file cannot be had this way, now or later.
    var isLasting: Bool {
        switch kind {
        case .http: !kind.isRetryable
        case .tooLarge: true
        default: false
        }
    }
}
