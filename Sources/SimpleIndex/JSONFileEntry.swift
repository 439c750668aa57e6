import Primitives

/// One entry of `files`, before its link is resolved.
struct JSONFileEntry {
    private var file = IndexFile(filename: "", url: "")
    private var filename: String?
    private var coreMetadata: CoreMetadataClaim?
    private var legacyMetadata: CoreMetadataClaim?

    mutating func readMember(
        _ key: String, from reader: inout JSONReader
    ) throws(JSONSyntaxError) {
        switch key {
        case "filename": filename = try reader.optionalString()
        case "url": file.url = try reader.optionalString() ?? ""
        case "hashes": file.hashes = try reader.hashes()
        case "requires-python": file.requiresPython = try reader.optionalString()?.trimmedOrNil
        case "yanked": file.yanked = try reader.yank()
        case "core-metadata": coreMetadata = try reader.coreMetadata()
        case "dist-info-metadata": legacyMetadata = try reader.coreMetadata()
        case "gpg-sig": file.gpgSignature = try reader.optionalBoolean()
        case "size": file.size = try reader.optionalSize()
        case "upload-time":
            file.uploadTime = try reader.optionalString().flatMap(Instant.init(uploadTime:))
        case "provenance": file.provenance = try reader.optionalString()?.trimmedOrNil
        default: try reader.skip()
        }
    }

    /// The file, named by `filename`; only where that is missing, by the end of its URL.
    func file(_ resolver: LinkResolver) throws(Omission) -> IndexFile {
        if let filename, !FileNameRule.isSafe(filename) {
            throw Omission(text: filename, url: file.url, reason: .unsafeName)
        }
        guard !file.url.asciiTrimmed.isEmpty else {
            throw Omission(text: filename ?? "", reason: .noURL)
        }
        let target: LinkResolver.Target
        switch resolver.resolve(Array(file.url.utf8)) {
        case .success(let found): target = found
        case .failure(let failure):
            throw Omission(
                text: filename ?? file.url, url: file.url,
                reason: failure == .unsupportedScheme ? .unsupportedScheme : .invalidURL)
        }
        guard let name = filename ?? target.filename, FileNameRule.isSafe(name) else {
            throw Omission(text: file.keptURL, url: file.keptURL, reason: .unsafeName)
        }
        var file = file
        file.filename = name
        file.url = target.url
        file.coreMetadata = coreMetadata ?? legacyMetadata ?? .absent
        return file
    }
}
