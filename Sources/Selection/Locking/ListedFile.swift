package import Primitives
import SimpleIndex

/// A file of a release, as a lock lists it.
package struct ListedFile: Hashable, Sendable {
    package let filename: String
    /// Where the lock has it; nil where it names no http(s) address.
    package let url: WebAddress?
    /// None: the lock vouches for nothing.
    package let digests: [Digest]
    /// In bytes.
    package let size: Int64?
    package let uploadTime: Instant?

    package init(
        filename: String, url: WebAddress? = nil, digests: [Digest] = [], size: Int64? = nil,
        uploadTime: Instant? = nil
    ) {
        self.filename = filename
        self.url = url
        self.digests = digests
        self.size = size
        self.uploadTime = uploadTime
    }

    /// As an index page would have it; nil without an address.
    var offered: IndexFile? {
        url.map { url in
            IndexFile(
                filename: filename, url: url.fullText, hashes: hashes,
                size: size,
                uploadTime: uploadTime)
        }
    }

    var hashes: [String: String] {
        Dictionary(
            digests.map { ($0.algorithm.rawValue, $0.hex) }, uniquingKeysWith: { first, _ in first }
        )
    }
}
