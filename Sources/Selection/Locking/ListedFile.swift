package import Primitives
package import SimpleIndex

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
    /// nil where the lock does not tell.
    package let registry: Registry?

    package init(
        filename: String, url: WebAddress? = nil, digests: [Digest] = [], size: Int64? = nil,
        uploadTime: Instant? = nil, registry: Registry? = nil
    ) {
        self.registry = registry
        self.filename = filename
        self.url = url
        self.digests = digests
        self.size = size
        self.uploadTime = uploadTime
    }

    /// As an index page would have it; nil without an address.
    var offered: IndexFile? { url == nil ? nil : facts }

    /// What the lock alone tells, be it without an address.
    package var facts: IndexFile {
        IndexFile(
            filename: filename, url: url?.fullText ?? "", hashes: hashes, size: size,
            uploadTime: uploadTime)
    }

    /// Whether a file that an index has under the name may be another one: a name is all that the
    /// lock tells, and it has the name from elsewhere.
    func isOnlyNamesake(on index: WebAddress?) -> Bool {
        digests.isEmpty && !(registry?.isServed(by: index) ?? true)
    }

    var hashes: [String: String] {
        Dictionary(
            digests.map { ($0.algorithm.rawValue, $0.hex) }, uniquingKeysWith: { first, _ in first }
        )
    }
}
