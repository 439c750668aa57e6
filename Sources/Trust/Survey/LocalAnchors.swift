package import Cryptography
import Primitives

/// What a machine's owner put into the folders of local anchors, and what became of it.
package struct LocalAnchors: Hashable, Sendable {
    /// One certificate and the file it stands in.
    package struct Entry: Hashable, Sendable {
        package let certificate: Certificate
        package let path: String
    }

    package private(set) var entries: [Entry] = []
    /// Of the distribution's roots, those the owner took out of the store.
    package private(set) var removed: [Certificate] = []
    /// Mozilla's roots as the distribution ships them, chosen or not; nil where that is not known.
    private(set) var shipped: Set<Certificate>?
    /// Why something in the folders is not trusted, though it was meant to be.
    package private(set) var findings: [TrustFinding] = []

    package var certificates: [Certificate] { entries.map(\.certificate) }

    /// - Parameter store: what the system trusts, to tell what did not get there.
    init(
        _ locations: SystemLocations, store: LoadedSource, now: Instant,
        parser: inout CertificateParser
    ) {
        let known = Set(store.certificates)
        for path in Self.exclusions(locations) {
            guard let bytes = try? LocalFile.read(path, limit: SourceLoader.sizeLimit) else {
                continue
            }
            var reader = BundleReader(path: path, mode: 0o600, now: now)
            reader.read(bytes, parser: &parser)
            removed += reader.certificates
        }
        shipped = Self.shipped(locations, now: now, parser: &parser)
        for folder in locations.anchorFolders {
            for path in Self.files(in: folder.path, depth: folder.rule == .crtNames ? 8 : 1) {
                read(path, folder, store: known, now: now, parser: &parser)
            }
        }
        let meant = Set(certificates)
        for directory in locations.directories {
            readHidden(
                in: directory, locations, known.union(meant), but: store.files, now: now,
                parser: &parser)
        }
    }

    /// What lies in the system's own directory under a name that OpenSSL does not look for.
    private mutating func readHidden(
        in directory: String, _ locations: SystemLocations, _ known: Set<Certificate>,
        but counting: Set<LocalFile.Identity>, now: Instant, parser: inout CertificateParser
    ) {
        let folder = locations.anchorFolders.first { Self.isFolder($0.path) }
        let bundles = Set(locations.bundles)
        var known = known
        for path in Self.files(in: directory, depth: 1) where !bundles.contains(path) {
            guard let status = try? LocalFile.status(path), !counting.contains(status.identity),
                let bytes = try? LocalFile.read(path, limit: SourceLoader.sizeLimit)
            else {
                continue
            }
            var reader = BundleReader(path: path, mode: 0o600, now: now)
            reader.read(bytes, parser: &parser)
            for entry in reader.entries where known.insert(entry.certificate).inserted {
                entries.append(Entry(certificate: entry.certificate, path: path))
                let remedy =
                    folder.map {
                        let name = $0.rule == .crtNames ? " as NAME.crt (PEM)" : ""
                        return "move it to \($0.path)\(name) and run \($0.command)"
                    } ?? "openssl rehash \(ShellWord(directory))"
                findings.append(
                    TrustFinding(
                        .notInStore, path: path, line: entry.line,
                        "\(entry.certificate.subject) is not in the system store: "
                            + "\(Self.obstacle(path, entry.certificate)); \(remedy)",
                        certificate: entry.certificate))
            }
        }
    }

    private static func obstacle(_ path: String, _ certificate: Certificate) -> String {
        let isFound = path.split(separator: "/").last?.hasPrefix(certificate.subjectHash) ?? false
        return isFound
            ? "OpenSSL reads plain PEM or DER alone there; write it so"
            : "its name is not the hash that OpenSSL looks for"
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? LocalFile.status(path))?.kind == .directory
    }

    private static func shipped(
        _ locations: SystemLocations, now: Instant, parser: inout CertificateParser
    ) -> Set<Certificate>? {
        var directory = CertificateDirectory(now: now, acceptsDER: false)
        try? directory.load("\(locations.selectionFolder)/mozilla", parser: &parser)
        return directory.certificates.isEmpty ? nil : Set(directory.certificates)
    }

    /// The files of certificates that are to stay out: in p11-kit's blocklists, or after a `!` in
    /// ca-certificates.conf (update-ca-certificates(8)).
    private static func exclusions(_ locations: SystemLocations) -> [String] {
        let blocked = locations.blocklists.flatMap { files(in: $0, depth: 1) }
        guard let list = try? LocalFile.read(locations.selectionFile, limit: 1 << 20) else {
            return blocked
        }
        let lines = String(decoding: list, as: UTF8.self).split(separator: "\n")
        return blocked
            + lines.filter { $0.hasPrefix("!") }.map { line in
                "\(locations.selectionFolder)/\(line.dropFirst())"
            }
    }

    private static func files(in directory: String, depth: Int) -> [String] {
        guard depth > 0, let names = try? LocalFile.entries(of: directory) else { return [] }
        return names.flatMap { name -> [String] in
            let path = "\(directory)/\(name)"
            return switch (try? LocalFile.status(path))?.kind {
            case .regular: [path]
            case .directory: files(in: path, depth: depth - 1)
            case .other, nil: []
            }
        }
    }

    private mutating func read(
        _ path: String, _ folder: AnchorFolder, store: Set<Certificate>, now: Instant,
        parser: inout CertificateParser
    ) {
        guard let bytes = try? LocalFile.read(path, limit: SourceLoader.sizeLimit) else {
            findings.append(TrustFinding(.unusable, path: path, "cannot be read"))
            return
        }
        var reader = BundleReader(path: path, mode: 0o600, now: now)
        reader.read(bytes, parser: &parser)
        entries += reader.certificates.map { Entry(certificate: $0, path: path) }
        findings += reader.findings.filter { $0.kind == .badBlock }
        if let format = reader.obstacle, format.holdsCertificates {
            findings.append(
                TrustFinding(
                    .notInStore, path: path,
                    "\(format.name) is not read here; \(format.remedy(for: path))"))
        }
        findings += reader.entries.filter { !store.contains($0.certificate) }.map { entry in
            let reason = Self.obstacle(path, isDER: reader.isDER, folder)
            return TrustFinding(
                .notInStore, path: path, line: entry.line,
                "\(entry.certificate.subject) is not in the system store: \(reason)",
                certificate: entry.certificate)
        }
        if folder.rule == .crtNames, reader.entries.count > 1 {
            let count = reader.entries.count
            findings.append(
                TrustFinding(
                    .severalInOne, path: path,
                    "holds \(count) certificates: they reach the bundle, not the hashed directory"))
        }
    }

    private static func obstacle(_ path: String, isDER: Bool, _ folder: AnchorFolder) -> String {
        guard folder.rule == .crtNames else { return "run \(folder.command)" }
        let word = ShellWord(path)
        if !path.hasSuffix(".crt") {
            return "\(folder.command) takes names that end in .crt only; rename it and run that"
        }
        if isDER {
            return "it is DER, which \(folder.command) cannot use; convert it: "
                + "openssl x509 -inform DER -in \(word) -out \(word)"
        }
        return "run \(folder.command)"
    }
}
