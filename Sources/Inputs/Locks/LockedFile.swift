package import Primitives
package import PythonPackaging
package import Selection

/// A wheel or source distribution that a lock file lists.
package struct LockedFile: Hashable, Sendable {
    /// As the lock has it, which need not be as the index has it: uv writes the names of wheels in
    /// their normal form into pylock.toml. `distribution` and `hashes` tell files for certain.
    package let filename: String
    package let distribution: DistributionFilename
    /// Where the tool found it; nil where the lock names no http(s) address.
    package let url: WebAddress?
    /// Where the tool found it on a disk: a hint, as it is written.
    package let path: String?
    /// In algorithms that are known here; empty: the lock has none.
    package let hashes: [Digest]
    /// In bytes.
    package let size: Int64?
    package let uploadTime: Instant?
    /// Where the lock has the package from; nil where it does not tell.
    package let registry: Registry?

    package var isWheel: Bool { distribution.isWheel }

    /// As the choice of files takes it.
    package var listed: ListedFile {
        ListedFile(
            filename: filename, url: url, digests: hashes, size: size, uploadTime: uploadTime,
            registry: registry)
    }
}
