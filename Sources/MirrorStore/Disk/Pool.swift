import Cryptography
package import Primitives

/// The files of the mirror, named by their content: they come in whole and never change.
package struct Pool: Sendable {
    package let layout: MirrorLayout
    package let disk: any Disk

    package init(layout: MirrorLayout, disk: any Disk = SystemDisk()) {
        self.layout = layout
        self.disk = disk
    }

    /// Bytes of the file that stands under the name; nil where there is none.
    package func size(sha256: String, filename: String) throws(StoreError) -> Int64? {
        let status = try disk.status(layout.object(sha256: sha256, filename: filename))
        return status?.kind == .file ? status?.size : nil
    }

    /// Whether a file of that size stands under the name; its bytes are not looked at.
    package func contains(
        sha256: String, filename: String, size: Int64? = nil
    ) throws(StoreError) -> Bool {
        guard let present = try self.size(sha256: sha256, filename: filename) else { return false }
        return size == nil || size == present
    }

    /// Moves a verified download into the pool; durable after the next `synchronize`.
    package func adopt(
        _ partial: PartialFile, sha256: String, filename: String
    ) throws(StoreError) {
        try place(partial.path, sha256, filename)
        partial.wasAdopted()
    }

    /// Puts a verified metadata file beside the wheel whose digest and name are given.
    package func adoptMetadata(
        _ bytes: [UInt8], sha256: String, filename: String
    ) throws(StoreError) {
        let draft = "\(layout.partial)/\(sha256)-\(filename.utf8.count).metadata"
        try disk.write(bytes, to: draft, mode: MirrorLayout.sharedFile)
        try place(draft, sha256, filename + ".metadata")
    }

    private func place(
        _ path: String, _ sha256: String, _ filename: String
    ) throws(StoreError) {
        let object = layout.object(sha256: sha256, filename: filename)
        do {
            try disk.rename(path, to: object)
        } catch  where error.lacksDirectory {
            let folder = MirrorLayout.objectFolder(sha256)
            for length in [2, 5, folder.count] {
                try disk.createDirectory(
                    "\(layout.files)/\(folder.prefix(length))", mode: MirrorLayout.sharedDirectory)
            }
            try disk.rename(path, to: object)
        }
    }

    /// Reads a file of the pool from its first byte to its last and compares.
    /// - Returns: its size when the bytes have that digest; nil when they have another or there is
    ///   no such file.
    package func rehash(sha256: String, filename: String) async throws(StoreError) -> Int64? {
        let (disk, path) = (disk, layout.object(sha256: sha256, filename: filename))
        return try await DiskQueue.run { () throws(StoreError) in
            try Self.read(path, disk, [.sha256], sha256)?.size
        }
    }

    /// Another digest of a file of the pool, which is read for it.
    /// - Returns: nil when the bytes do not have that SHA-256 or there is no such file.
    package func digest(
        _ algorithm: HashAlgorithm, sha256: String, filename: String
    ) async throws(StoreError) -> Digest? {
        let (disk, path) = (disk, layout.object(sha256: sha256, filename: filename))
        return try await DiskQueue.run { () throws(StoreError) in
            try Self.read(path, disk, [.sha256, algorithm], sha256)?.digests
                .first { $0.algorithm == algorithm }
        }
    }

    /// Reads a file of the pool, and the metadata beside it, to make a row of the catalog of it.
    ///
    /// The digests that old indexes give are worked out on the way. Who vouched for the bytes is
    /// not known any more.
    /// - Returns: nil when the bytes do not have that digest or there is no such file.
    package func survey(
        sha256: String, filename: String, at now: Instant
    ) async throws(StoreError) -> PoolFile? {
        let (disk, path) = (disk, layout.object(sha256: sha256, filename: filename))
        let metadata = try metadata(sha256: sha256, filename: filename)
        return try await DiskQueue.run { () throws(StoreError) in
            let found = try Self.read(path, disk, [.sha256, .sha1, .md5], sha256)
            guard let (size, digests) = found else { return nil }
            return PoolFile(
                sha256: sha256, filename: filename, size: size,
                metadataSHA256: metadata.map { Hashing.digest($0, .sha256).hex },
                metadataSize: metadata.map { Int64($0.count) }, tls: .unknown,
                hashOrigin: .unknown, addedAt: now,
                otherDigests: digests.filter { $0.algorithm != .sha256 })
        }
    }

    /// - Returns: nil unless there is a file with that SHA-256.
    private static func read(
        _ path: String, _ disk: any Disk, _ algorithms: [HashAlgorithm], _ sha256: String
    ) throws(StoreError) -> (size: Int64, digests: [Digest])? {
        guard try disk.status(path)?.kind == .file else { return nil }
        let stream = DigestStream(algorithms)
        let size = try disk.open(path).feed(stream)
        let digests = stream.finish()
        let isRight = digests.contains { $0.algorithm == .sha256 && $0.hex == sha256 }
        return isRight ? (size, digests) : nil
    }

    /// The metadata file that stands beside a wheel; nil where there is none.
    package func metadata(sha256: String, filename: String) throws(StoreError) -> [UInt8]? {
        let path = layout.object(sha256: sha256, filename: filename + ".metadata")
        guard try disk.status(path)?.kind == .file else { return nil }
        return try disk.read(path)
    }

    /// Makes everything written so far durable (`syncfs(2)`): once a run, before the commit.
    package func synchronize() async throws(StoreError) {
        let (disk, path) = (disk, layout.root)
        try await DiskQueue.run { () throws(StoreError) in
            try disk.synchronizeFilesystem(of: path)
        }
    }
}
