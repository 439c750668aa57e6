import Primitives

/// Collects the links and the metas of a project page.
final class HTMLProjectReader: HTMLReader {
    private(set) var links: [FileLink] = []
    private(set) var metas = PageMetas()
    /// The first `base` element with an href counts, wherever it stands (HTML 4.2.3).
    private(set) var base: String?

    override func opened(_ tag: HTMLTag) {
        if unsafe tag.isAnchor {
            if let link = unsafe FileLink(tag) { links.append(link) }
        } else if unsafe tag.isNamed("meta") {
            unsafe metas.read(tag)
        } else if base == nil {
            base = unsafe tag["href"]
        }
    }
}

/// One anchor of a project page as written, before its link is resolved.
struct FileLink {
    private let link: [UInt8]
    private let requiresPython: String?
    private let yanked: Yank
    private let coreMetadata: CoreMetadataClaim
    private let gpgSignature: Bool?
    private let size: Int64?
    private let uploadTime: Instant?
    private let provenance: String?

    enum Failure: Error {
        /// A link to a folder or to a place on the page: no file was meant.
        case folder
        case omitted(Omission)
    }

    /// - Returns: nil for an anchor without an href or with an empty one.
    init?(_ tag: HTMLTag) {
        guard let link = unsafe tag.bytes(of: "href"), unsafe link.contains(where: { $0 > 0x20 })
        else { return nil }
        self.link = unsafe Array(link)
        requiresPython = unsafe tag["data-requires-python"]?.trimmedOrNil
        yanked = unsafe tag["data-yanked"].map(Yank.withReason) ?? .no
        let claim = unsafe tag["data-core-metadata"] ?? tag["data-dist-info-metadata"]
        coreMetadata = claim.map(CoreMetadataClaim.init(attribute:)) ?? .absent
        gpgSignature = unsafe tag["data-gpg-sig"].flatMap { Bool($0.asciiTrimmed.lowercased()) }
        size = unsafe tag["data-size"].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
        uploadTime = unsafe tag["data-upload-time"].flatMap(Instant.init(uploadTime:))
        provenance = unsafe tag["data-provenance"]?.trimmedOrNil
    }

    func file(_ resolver: LinkResolver) -> Result<IndexFile, Failure> {
        switch resolver.resolve(link) {
        case .success(let target):
            guard let name = target.filename, FileNameRule.isSafe(name) else {
                if target.filename?.isEmpty == true { return .failure(.folder) }
                return omitted(.unsafeName, text: target.filename, url: target.url)
            }
            return .success(file(named: name, target))
        case .failure(.unsupportedScheme): return omitted(.unsupportedScheme)
        case .failure(.invalidURL): return omitted(.invalidURL)
        }
    }

    private func omitted(
        _ reason: Omission.Reason, text: String? = nil, url: String? = nil
    ) -> Result<IndexFile, Failure> {
        .failure(
            .omitted(
                Omission(
                    text: text ?? String(decoding: link, as: UTF8.self), url: url, reason: reason)))
    }

    private func file(named name: String, _ target: LinkResolver.Target) -> IndexFile {
        IndexFile(
            filename: name, url: target.url, hashes: LinkFragment.hashes(in: target.fragment),
            requiresPython: requiresPython, yanked: yanked, coreMetadata: coreMetadata,
            gpgSignature: gpgSignature, size: size, uploadTime: uploadTime,
            provenance: provenance)
    }
}

extension CoreMetadataClaim {
    /// Reads `data-core-metadata`: a digest, or a word that says yes unless it is `false`.
    fileprivate init(attribute: String) {
        let value = attribute.asciiTrimmed
        self =
            value.lowercased() == "false"
            ? .absent : .present(LinkFragment.hashes(in: Array(value.utf8)[...]))
    }
}
