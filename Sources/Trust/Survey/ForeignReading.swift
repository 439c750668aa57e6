import Cryptography
import Primitives

/// Reads files and directories of certificates as other programs do.
struct ForeignReading: Sendable {
    let now: Instant
    var parser: CertificateParser

    mutating func content(
        of part: TrustSource.Part, asReadBy reader: VariableContent.Reader
    ) -> VariableContent {
        let paths =
            part.expectation == .directoryList
            ? part.path.split(separator: ":").map(String.init) : [part.path]
        let contents = paths.map { path -> VariableContent in
            let isFolder = (try? LocalFile.status(path))?.kind == .directory
            switch (isFolder, part.expectation) {
            case (false, .directoryList): return .unusable
            case (false, _): return file(path, reader)
            case (true, .file): return .unusable
            case (true, _) where reader == .uv: return folderForUV(path)
            case (true, .directoryList): return ownFolder(path)
            case (true, _): return namedFolder(path)
            }
        }
        return contents.allSatisfy { $0 == .unusable }
            ? .unusable : VariableContent(joining: contents)
    }

    mutating func file(_ path: String, _ reader: VariableContent.Reader) -> VariableContent {
        guard let bundle = bundle(path) else { return .unusable }
        return bundle.content(asReadBy: reader)
    }

    /// Files of any name that are PEM.
    mutating func folderForUV(_ path: String) -> VariableContent {
        guard let names = try? LocalFile.entries(of: path) else { return .unusable }
        let contents = names.compactMap { name in
            bundle("\(path)/\(name)")?.content(asReadBy: .uv)
        }
        return VariableContent(joining: contents)
    }

    /// What OpenSSL finds by the paths that it looks at of itself, in PEM or DER.
    mutating func ownFolder(_ path: String) -> VariableContent {
        var directory = CertificateDirectory(now: now, acceptsDER: false)
        guard (try? directory.loadHashed(path, parser: &parser)) != nil else { return .unusable }
        return .certificates(directory.certificates)
    }

    /// What OpenSSL finds in a directory that it is told of, by X509_LOOKUP_hash_dir(3): hashes are
    /// counted from 0 without a gap.
    mutating func namedFolder(_ path: String) -> VariableContent {
        guard let names = try? LocalFile.entries(of: path) else { return .unusable }
        let known = Set(names)
        var contents: [VariableContent] = []
        for name in names where CertificateDirectory.isHash(name) {
            let hash = name.prefix(8)
            let number = Int(name.dropFirst(9)) ?? 0
            guard (0..<min(number, names.count)).allSatisfy({ known.contains("\(hash).\($0)") }),
                let bundle = bundle("\(path)/\(name)")
            else { continue }
            let content = bundle.content(asReadBy: .openssl)
            if case .certificates(let found) = content {
                contents.append(.certificates(found.filter { $0.subjectHash == hash }))
            } else if !bundle.faults.isEmpty {
                contents.append(.unknown)
            }
        }
        return VariableContent(joining: contents)
    }

    private mutating func bundle(_ path: String) -> BundleReader? {
        guard (try? LocalFile.status(path))?.kind == .regular,
            let bytes = try? LocalFile.read(path, limit: SourceLoader.sizeLimit)
        else { return nil }
        var bundle = BundleReader(path: path, mode: 0o600, now: now)
        bundle.read(bytes, parser: &parser)
        return bundle
    }
}

extension VariableContent {
    /// Of parts that count together, of which those that are of no use do no harm.
    init(joining parts: [VariableContent]) {
        self =
            parts.contains(.unknown) ? .unknown : .certificates(parts.flatMap(\.certificates))
    }
}
