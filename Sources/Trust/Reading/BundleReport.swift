package import Cryptography
package import Primitives

/// What one file or directory of certificates holds, and what is wrong with it.
package struct BundleReport: Sendable {
    /// A certificate and where it stands.
    package struct Entry: Hashable, Sendable {
        package let certificate: Certificate
        package let path: String
        /// Where its block begins, counted from 1; nil for DER.
        package let line: Int?

        /// `path:line`.
        package var place: String { line.map { "\(path):\($0)" } ?? path }
    }

    package let path: String
    /// `a PEM bundle`, `a directory of 3 files`, `a PKCS#7 file`.
    package let kind: String
    package private(set) var certificates: [Entry] = []
    package private(set) var findings: [TrustFinding] = []

    /// Reads a file, or every file of a directory.
    /// - Parameter now: judges dates.
    /// - Throws: when the path is missing, cannot be read, or is neither file nor directory.
    package init(reading path: String, now: Instant) throws(TrustError) {
        let part = TrustSource.Part("", path, .fileOrDirectory)
        let problem = PathProblem(
            source: TrustSource(origin: .commandLine, scope: "", parts: [part]), part: part,
            advice: PathAdvice(alternative: nil, condaPrefix: nil, home: nil))
        let status = try problem.status(path)
        self.path = path
        var parser = CertificateParser()
        switch status.kind {
        case .regular:
            let bytes = try problem.read(path, limit: SourceLoader.sizeLimit)
            var reader = BundleReader(path: path, mode: status.mode, now: now)
            reader.read(bytes, parser: &parser)
            kind = Self.kind(of: reader)
            add(reader)
            if let format = reader.obstacle, !format.holdsCertificates { add(format, path) }
        case .directory:
            let names = try problem.names(in: path)
            kind = "a directory of \(Count(names.count, "file"))"
            addDirectory(names, now: now, parser: &parser)
        case .other: throw problem.wrongKind(path, status.kind)
        }
        if certificates.isEmpty, !findings.contains(where: { $0.kind == .container }) {
            findings.append(TrustFinding(.noCertificates, path: path, "holds no certificate"))
        }
        findings += CertificateLint(certificates, now: now).findings
    }

    private static func kind(of reader: BundleReader) -> String {
        if let format = reader.obstacle { return format.name }
        return reader.isDER ? "one certificate in DER" : "a PEM bundle"
    }

    private mutating func add(_ reader: BundleReader) {
        certificates += reader.entries.map { entry in
            Entry(certificate: entry.certificate, path: reader.path, line: entry.line)
        }
        findings += reader.findings
        if let format = reader.obstacle, format.holdsCertificates { add(format, reader.path) }
        if reader.isDER {
            findings.append(
                TrustFinding(
                    .derIgnored, severity: .note, path: reader.path,
                    "DER, which many programs do not read: openssl x509 -inform DER -in "
                        + "\(ShellWord(reader.path)) -out ca.pem"))
        }
        if let bad = reader.findings.first(where: { $0.kind == .badBlock }),
            !reader.entries.isEmpty
        {
            findings.append(
                TrustFinding(
                    .refusedWhole, path: reader.path, line: bad.line,
                    "curl, git and other programs on libcurl refuse the whole file for one bad block"
                ))
        }
    }

    private mutating func add(_ format: ForeignFormat, _ path: String) {
        findings.append(
            TrustFinding(
                .container, severity: .warning, path: path,
                "\(format.name); \(format.remedy(for: path))"))
    }

    /// Files that hold nothing are no fault in a directory.
    private mutating func addDirectory(
        _ names: [String], now: Instant, parser: inout CertificateParser
    ) {
        for name in names {
            let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            guard let status = try? LocalFile.status(file), status.kind == .regular else {
                continue
            }
            guard let bytes = try? LocalFile.read(file, limit: SourceLoader.sizeLimit) else {
                findings.append(TrustFinding(.unusable, path: file, "cannot be read"))
                continue
            }
            var reader = BundleReader(path: file, mode: status.mode, now: now)
            reader.read(bytes, parser: &parser)
            add(reader)
        }
        if !certificates.isEmpty, !names.contains(where: CertificateDirectory.isHash) {
            findings.append(
                TrustFinding(
                    .unhashed, path: path,
                    "no file has a hash for a name, so OpenSSL's own programs find nothing here: "
                        + "openssl rehash \(ShellWord(path))"))
        }
    }
}
