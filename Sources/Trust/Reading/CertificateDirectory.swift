import Cryptography
import Glibc
import Primitives

/// The certificates in the files of directories, of any name, hashed or not.
struct CertificateDirectory {
    let now: Instant
    /// OpenSSL finds no DER in its own directories, so it does not count there.
    let acceptsDER: Bool

    private(set) var certificates: [Certificate] = []
    private(set) var distrusted: Set<Certificate> = []
    private(set) var findings: [TrustFinding] = []
    /// Files read already: most have two names, a readable one and a hash.
    private var seen: Set<LocalFile.Identity> = []

    init(now: Instant, acceptsDER: Bool) {
        self.now = now
        self.acceptsDER = acceptsDER
    }

    /// - Parameter isTaken: by its name.
    mutating func load(
        _ directory: String, where isTaken: (String) -> Bool = { _ in true },
        parser: inout CertificateParser
    ) throws(SystemCallError) {
        for name in try LocalFile.entries(of: directory) where isTaken(name) {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            do throws(SystemCallError) {
                let status = try LocalFile.status(path)
                guard status.kind == .regular, !seen.contains(status.identity) else { continue }
                loadFile(path, status, parser: &parser)
            } catch  where error.errno == ENOENT {
                continue  // a dangling link, as rehashing leaves behind
            } catch {
                findings.append(TrustFinding(.unusable, path: path, "not read: \(error)"))
            }
        }
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
        seen.insert(status.identity)
        let bytes: [UInt8]
        do throws(SystemCallError) {
            bytes = try LocalFile.read(path, limit: SourceLoader.sizeLimit)
        } catch {
            findings.append(TrustFinding(.unusable, path: path, "not read: \(error)"))
            return false
        }
        var reader = BundleReader(path: path, mode: status.mode, now: now)
        reader.read(bytes, parser: &parser)
        findings += reader.findings.map { finding in
            var quiet = finding
            quiet.severity = .detail
            return quiet
        }
        guard acceptsDER || !reader.isDER else {
            findings.append(
                TrustFinding(.derIgnored, path: path, "DER, which OpenSSL does not read here"))
            return false
        }
        certificates += reader.certificates
        distrusted.formUnion(reader.distrusted)
        return !reader.certificates.isEmpty
    }
}
