package import Cryptography

/// Where a download's bytes go and what is known about them beforehand.
package struct DownloadSink: Sendable {
    /// Open for writing at any offset; stays the caller's. Not closed here.
    package var descriptor: CInt
    /// Fed while the bytes arrive; has already been fed what is `present`.
    package var digests: DigestStream
    /// What the file holds already; nil: it is written from the start.
    package var present: PartialContent?
    /// The caller holds the whole against a strong digest, so that a server which names no version
    /// of its file may be asked for the rest of it all the same.
    package var isVerifiedByDigest: Bool
    /// Bytes; any other size fails with `sizeMismatch`.
    package var expectedSize: Int64?
    /// Bytes; more fails with `tooLarge`.
    package var sizeLimit: Int64?
    package var progress: DownloadProgress?
    /// Asked before each write whether there is room for so many bytes; fails as a full disk does.
    package var hasRoom: (@Sendable (_ bytes: Int) -> Bool)?
    /// Asked before the first byte whether there is room for all that are to come, where their
    /// number is known; fails likewise.
    package var admits: (@Sendable (_ bytes: Int64) -> Bool)?

    package init(
        descriptor: CInt, digests: DigestStream, present: PartialContent? = nil,
        isVerifiedByDigest: Bool = false, expectedSize: Int64? = nil, sizeLimit: Int64? = nil,
        progress: DownloadProgress? = nil, hasRoom: (@Sendable (_ bytes: Int) -> Bool)? = nil,
        admits: (@Sendable (_ bytes: Int64) -> Bool)? = nil
    ) {
        self.descriptor = descriptor
        self.digests = digests
        self.present = present
        self.isVerifiedByDigest = isVerifiedByDigest
        self.expectedSize = expectedSize
        self.sizeLimit = sizeLimit
        self.progress = progress
        self.hasRoom = hasRoom
        self.admits = admits
    }
}
