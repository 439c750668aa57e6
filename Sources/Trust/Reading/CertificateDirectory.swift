import Cryptography
import Glibc
import Primitives

/// The certificates in the files of directories.
struct CertificateDirectory {
    let now: Instant
    /// Where a file has any name.
    let acceptsDER: Bool

    private(set) var certificates: [Certificate] = []
    private(set) var distrusted: Set<Certificate> = []
    private(set) var findings: [TrustFinding] = []
    /// Files named by hashes that count with all that they hold.
    private(set) var used: Set<LocalFile.Identity> = []
    /// Files read already: most have two names, a readable one and a hash.
    private var seen: Set<LocalFile.Identity> = []

    init(now: Instant, acceptsDER: Bool) {
        self.now = now
        self.acceptsDER = acceptsDER
    }

    /// Every file, whatever its name.
    mutating func load(
        _ directory: String, parser: inout CertificateParser
    ) throws(SystemCallError) {
        for (_, path, status) in try files(of: directory) where !seen.contains(status.identity) {
            loadFile(path, status, parser: &parser)
        }
    }

    /// What OpenSSL finds there: a certificate, in PEM or DER, in a file that is named by its hash.
    mutating func loadHashed(
        _ directory: String, parser: inout CertificateParser
    ) throws(SystemCallError) {
        for (name, path, status) in try files(of: directory) where Self.isHash(name) {
            guard let reader = read(path, status, parser: &parser) else { continue }
            let isHidden = reader.text?.wasUTF16 ?? false
            let found = reader.entries.filter { entry in
                !isHidden && entry.form != .indented
                    && entry.certificate.subjectHash == name.prefix(8)
            }
            certificates += found.map(\.certificate)
            if found.count == reader.entries.count { used.insert(status.identity) }
            distrusted.formUnion(reader.distrusted)
        }
    }

    /// The regular files, links to them included.
    private mutating func files(
        of directory: String
    ) throws(SystemCallError) -> [(name: String, path: String, status: LocalFile.Status)] {
        var files: [(name: String, path: String, status: LocalFile.Status)] = []
        for name in try LocalFile.entries(of: directory) {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            do throws(SystemCallError) {
                let status = try LocalFile.status(path)
                if status.kind == .regular { files.append((name, path, status)) }
            } catch  where error.errno == ENOENT {
                continue  // a dangling link, as rehashing leaves behind
            } catch {
                findings.append(TrustFinding(.unusable, path: path, "not read: \(error)"))
            }
        }
        return files
    }

    /// `hhhhhhhh.N`, as openssl-rehash(1) names files, the only ones that OpenSSL looks at.
    static func isHash(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 8, !parts[1].isEmpty else { return false }
        return parts[0].allSatisfy { "0123456789abcdef".contains($0) }
            && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Reads a file wherever it stands.
    /// - Returns: whether it held a certificate.
    @discardableResult
    mutating func loadFile(
        _ path: String, _ status: LocalFile.Status, parser: inout CertificateParser
    ) -> Bool {
        guard let reader = read(path, status, parser: &parser) else { return false }
        guard acceptsDER || !reader.isDER else {
            findings.append(
                TrustFinding(.derIgnored, path: path, "DER, which OpenSSL does not read here"))
            return false
        }
        certificates += reader.certificates
        distrusted.formUnion(reader.distrusted)
        return !reader.certificates.isEmpty
    }

    private mutating func read(
        _ path: String, _ status: LocalFile.Status, parser: inout CertificateParser
    ) -> BundleReader? {
        seen.insert(status.identity)
        let bytes: [UInt8]
        do throws(SystemCallError) {
            bytes = try LocalFile.read(path, limit: SourceLoader.sizeLimit)
        } catch {
            findings.append(TrustFinding(.unusable, path: path, "not read: \(error)"))
            return nil
        }
        var reader = BundleReader(path: path, mode: status.mode, now: now)
        reader.read(bytes, parser: &parser)
        findings += reader.findings.map { finding in
            var quiet = finding
            quiet.severity = .detail
            return quiet
        }
        return reader
    }
}
