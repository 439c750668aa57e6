package import Primitives

/// One file as a project page offers it.
package struct IndexFile: Hashable, Sendable {
    /// One path component, safe to join to a directory.
    package var filename: String
    /// Absolute and without fragment once decoded; an encoder writes a relative one as it is. May
    /// carry a login or a signature, which is used but not kept: see ``keptURL``.
    package var url: String
    /// Algorithm names in lower case to digest texts as read, in lower case: a broken digest stays,
    /// so that it fails the download instead of leaving the file unchecked.
    package var hashes: [String: String]
    /// As written, trimmed; never empty.
    package var requiresPython: String?
    package var yanked: Yank
    package var coreMetadata: CoreMetadataClaim
    package var gpgSignature: Bool?
    /// Bytes.
    package var size: Int64?
    package var uploadTime: Instant?
    /// Address of the file's provenance object (PEP 740).
    package var provenance: String?
    /// Set by who still has a file that the index lists no more.
    package var isUnlisted = false

    package init(
        filename: String, url: String, hashes: [String: String] = [:],
        requiresPython: String? = nil, yanked: Yank = .no,
        coreMetadata: CoreMetadataClaim = .absent, gpgSignature: Bool? = nil, size: Int64? = nil,
        uploadTime: Instant? = nil, provenance: String? = nil
    ) {
        self.filename = filename
        self.url = url
        self.hashes = hashes
        self.requiresPython = requiresPython
        self.yanked = yanked
        self.coreMetadata = coreMetadata
        self.gpgSignature = gpgSignature
        self.size = size
        self.uploadTime = uploadTime
        self.provenance = provenance
    }

    /// The address as it may be kept and shown: without login and query.
    package var keptURL: String { hasSecret ? WebAddress(url)?.description ?? "" : url }

    /// The same as it may be kept.
    package var kept: IndexFile {
        var file = self
        file.url = keptURL
        return file
    }

    /// Whether what is kept does not suffice to fetch the file.
    package var hasSecret: Bool {
        url.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "@") }
            && WebAddress(url)?.hasSecret ?? false
    }

    /// The hashes that are known and well formed, strongest first.
    package var digests: [Digest] { Digest.wellFormed(hashes) }
}

extension CoreMetadataClaim {
    /// The digests that are known and well formed, strongest first.
    package var digests: [Digest] { Digest.wellFormed(hashes) }
}

extension Digest {
    fileprivate static func wellFormed(_ hashes: [String: String]) -> [Digest] {
        HashAlgorithm.allCases.sorted(by: >).compactMap { algorithm in
            hashes[algorithm.rawValue].flatMap { Digest(algorithm, hex: $0) }
        }
    }
}
