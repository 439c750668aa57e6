package import Primitives

/// A file of the pool: bytes that were verified once and never change.
package struct PoolFile: Hashable, Sendable {
    /// How far the connection that brought the file was authenticated.
    package enum TLSState: String, Hashable, Sendable {
        case verified, unverified
        /// The catalog was rebuilt since.
        case unknown
    }

    /// Who vouched for the bytes.
    package enum HashOrigin: String, Hashable, Sendable {
        /// A strong digest from the index or from a lock file.
        case index
        /// md5 or sha1 alone.
        case weak
        /// Nobody: the job allowed files without a hash.
        case none
        /// The catalog was rebuilt since.
        case unknown
    }

    /// Lower-case hexadecimal.
    package var sha256: String
    package var filename: String
    /// Bytes.
    package var size: Int64
    /// Digest of the `.metadata` file that stands beside it, where there is one.
    package var metadataSHA256: String?
    /// Bytes of that file; nil where nobody noted them.
    package var metadataSize: Int64?
    package var tls: TLSState
    package var hashOrigin: HashOrigin
    package var addedAt: Instant
    /// Digests other than SHA-256 by which an index may ask for the file; written, not read back.
    package var otherDigests: [Digest]

    package init(
        sha256: String, filename: String, size: Int64, metadataSHA256: String? = nil,
        metadataSize: Int64? = nil, tls: TLSState = .verified, hashOrigin: HashOrigin = .index,
        addedAt: Instant,
        otherDigests: [Digest] = []
    ) {
        self.sha256 = sha256
        self.filename = filename
        self.size = size
        self.metadataSHA256 = metadataSHA256
        self.metadataSize = metadataSize
        self.tls = tls
        self.hashOrigin = hashOrigin
        self.addedAt = addedAt
        self.otherDigests = otherDigests
    }
}
