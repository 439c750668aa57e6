package import Cryptography
import Primitives

/// The certificates that count, and where they come from.
package struct TrustAnchors: Hashable, Sendable {
    /// Without duplicates, in the order of their fingerprints.
    package let certificates: [Certificate]
    /// What was loaded: the source that decides, what it is joined with, then the extra files.
    package let sources: [LoadedSource]
    /// What a run tells at most once: who won, what was left out.
    package let notices: [String]
    /// What is wrong with the files, though not so wrong that nothing works.
    package let warnings: [String]
    /// The certificates as PEM, and nothing else.
    package let pem: [UInt8]
    /// SHA-256 of the PEM in hexadecimal: one set of certificates, one id.
    package let id: String
    private let isOfConda: Bool

    /// - Parameter isOfConda: whether conda set the source that decides.
    init(_ sources: [LoadedSource], notices: [String], isOfConda: Bool = false) {
        let distinct = Set(sources.flatMap(\.certificates))
        let distrusted = sources.reduce(into: Set()) { $0.formUnion($1.distrusted) }
        self.isOfConda = isOfConda
        certificates = distinct.subtracting(distrusted).sorted {
            $0.fingerprint.bytes.lexicographicallyPrecedes($1.fingerprint.bytes)
        }
        self.sources = sources
        self.notices = notices + sources.flatMap { $0.messages(.note) }
        warnings = sources.flatMap { $0.messages(.warning) }
        pem = certificates.flatMap(Self.pem)
        id = Hashing.digest(pem, .sha256).hex
    }

    /// No certificate at all: what is asked over TLS under it is refused.
    package static let none = TrustAnchors([], notices: [])

    /// One line for the log: `trust: SSL_CERT_FILE=/etc/corp.pem (1 root) + extra /x (2) =
    /// 3 anchors, id 9f31c2`.
    package var line: String {
        if sources.isEmpty { return "trust: no certificates, since nothing is asked over TLS" }
        var parts = sources.map { "\($0.label) (\($0.certificates.count))" }
        if let first = sources.first {
            let count = first.certificates.count
            let origin = isOfConda ? ", set by conda" : ""
            parts[0] = "\(first.label) (\(Count(count, "root"))\(origin))"
        }
        return "trust: \(parts.joined(separator: " + ")) = \(Count(certificates.count, "anchor")), "
            + "id \(id.prefix(6))"
    }

    private static func pem(_ certificate: Certificate) -> [UInt8] {
        let text = Base64.encode(certificate.der)
        var lines = Array("-----BEGIN CERTIFICATE-----\n".utf8)
        for start in stride(from: 0, to: text.count, by: 64) {
            lines += text[start..<min(start + 64, text.count)]
            lines.append(0x0A)
        }
        return lines + Array("-----END CERTIFICATE-----\n".utf8)
    }

    // MARK: For libcurl

    /// Puts the PEM into a directory, which is made if need be, under its id.
    ///
    /// The content names the file, so libcurl's caches and pools, which go by the path, can never
    /// take one set of certificates for another. A file that is right is left alone.
    /// - Returns: the file's path.
    package func write(into directory: String) throws(TrustError) -> String {
        let path = path(in: directory)
        try BundleFolder.requirePrivate(directory)
        do throws(SystemCallError) {
            try LocalFile.makeDirectory(directory)
        } catch {
            throw notWritten(path, error)
        }
        try BundleFolder.requirePrivate(directory)
        if let present = try? LocalFile.read(path, limit: pem.count), present == pem { return path }
        do throws(SystemCallError) {
            try LocalFile.write(pem, to: path)
        } catch {
            throw notWritten(path, error)
        }
        return path
    }

    private func notWritten(_ path: String, _ cause: SystemCallError) -> TrustError {
        TrustError(.notWritten, path: path, errno: cause.errno, reason: "\(cause)")
    }

    /// Where `write(into:)` puts the PEM.
    package func path(in directory: String) -> String { "\(directory)/\(id).pem" }
}
