package import Cryptography
package import Primitives
import SimpleIndex

/// An unfinished download, kept under the name of what is expected so that it can go on later.
package final class PartialFile: Sendable {
    package let path: String
    private let validatorPath: String
    private let file: OpenFile
    private let disk: any Disk

    /// Opens what an earlier run left of the download, or an empty file.
    package init(
        for file: SelectedFile, from index: IndexID? = nil, in layout: MirrorLayout,
        disk: any Disk = SystemDisk()
    ) throws(StoreError) {
        let name = "\(layout.partial)/\(Self.key(file, index))"
        path = Self.path(of: file, from: index, in: layout)
        validatorPath = name + ".validator"
        self.disk = disk
        // With the mode that it has in the pool; the folder above it is closed to others.
        self.file = try disk.openForUpdate(path, mode: MirrorLayout.sharedFile)
    }

    package static func path(
        of file: SelectedFile, from index: IndexID? = nil, in layout: MirrorLayout
    ) -> String {
        "\(layout.partial)/\(key(file, index)).part"
    }

    /// The expected digest, or that of the address where none is known; two names for the same
    /// bytes are two downloads, and what no strong digest proves is one of each index.
    static func key(_ file: SelectedFile, _ index: IndexID? = nil) -> String {
        let digest =
            file.sha256.map { "sha256-\($0)" }
            ?? file.facts.digests.first.map { "\($0.algorithm.rawValue)-\($0.hex)" }
            ?? "url-\(Hashing.digest(Array(file.facts.keptURL.utf8), .sha256).hex)"
        var names = [file.filename]
        let isProven = file.sha256 != nil || file.facts.digests.first?.algorithm.isStrong == true
        if !isProven, let index { names += [index.job, index.url] }
        let rest = Hashing.digest(Array(names.joined(separator: "\n").utf8), .sha256).hex
        return "\(digest)-\(rest.prefix(8))"
    }

    /// Open for reading and writing as long as this value lives.
    package var descriptor: Int32 { file.descriptor }

    /// Reads at most `count` bytes from `offset` on; none at the end.
    package func read(at offset: Int64, upTo count: Int) throws(StoreError) -> [UInt8] {
        try file.read(at: offset, upTo: count)
    }

    /// Bytes present.
    package func size() throws(StoreError) -> Int64 { try file.size() }

    /// What the server said of the version that the bytes present belong to; nil when it is not
    /// known, so that they are of no use.
    package func validator() throws(StoreError) -> StoredValidator? {
        guard try disk.status(validatorPath) != nil else { return nil }
        return StoredValidator(parsing: try disk.read(validatorPath))
    }

    /// Notes with what the download may go on; nil when it may not.
    package func keep(validator: StoredValidator?) throws(StoreError) {
        if let validator {
            try disk.write(
                validator.text, to: validatorPath, mode: MirrorLayout.privateFile)
        } else if try disk.status(validatorPath) != nil {
            try disk.unlink(validatorPath)
        }
    }

    /// Digests of the bytes present, to go on from.
    package func digests(
        of algorithms: Set<HashAlgorithm>
    ) async throws(StoreError) -> DigestStream {
        let file = file
        return try await DiskQueue.run { () throws(StoreError) in
            let stream = DigestStream(algorithms)
            _ = try file.feed(stream)
            return stream
        }
    }

    /// Begins again.
    package func truncate() throws(StoreError) {
        try file.truncate(to: 0)
        try keep(validator: nil)
    }

    /// Deletes what is there.
    package func discard() throws(StoreError) {
        try disk.unlink(path)
        try keep(validator: nil)
    }

    /// The bytes went into the pool; what is noted beside them is of no more use.
    func wasAdopted() { try? keep(validator: nil) }

    /// Deletes unfinished downloads that nobody has touched for two weeks.
    package static func sweep(
        _ layout: MirrorLayout, at now: Instant, disk: any Disk = SystemDisk()
    ) async throws(StoreError) {
        let limit = (now - .seconds(14 * 86_400)).seconds
        try await DiskQueue.run { () throws(StoreError) in
            for name in try disk.list(layout.partial) {
                let path = "\(layout.partial)/\(name)"
                guard let status = try disk.status(path), status.modifiedSeconds < limit else {
                    continue
                }
                try disk.removeTree(path)
            }
        }
    }
}
