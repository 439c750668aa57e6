package import Cryptography
package import Primitives

/// A set of roots that others vouch for, which a system store is compared with.
package struct AuditReference: Hashable, Sendable {
    /// One root and what the reference says of it.
    package struct Entry: Hashable, Sendable {
        package let certificate: Certificate
        /// The reference's own name for it, else its subject.
        package let label: String
        /// Whether it may vouch for TLS servers; some are there for mail only.
        package var isForServers = true
        /// Certificates issued later are not to be believed.
        package var distrustAfter: Instant?
        /// Names to which it is confined, in the reference's own words; empty for none.
        package var constraints = ""
    }

    /// The file, as messages name it.
    package let name: String
    package let entries: [Entry]
    /// Lines that could not be read, each with the reason.
    package let unreadable: [String]

    /// Those that may vouch for TLS servers.
    package var serverEntries: [Entry] { entries.filter(\.isForServers) }

    /// To be tried as one more set that others trust.
    package var alternative: TrustAlternative {
        TrustAlternative(label: name, bundle: serverEntries.map(\.certificate))
    }

    /// Reads CCADB's IncludedCACertificateReportPEMCSV, or a PEM bundle such as certifi's
    /// `cacert.pem`, whose comments give labels.
    /// - Throws: `needsConversion` for containers, `noCertificates` where none is found.
    package static func read(
        _ bytes: [UInt8], name: String
    ) throws(TrustError) -> AuditReference {
        let header = CSVReader(Array(bytes.prefix(1 << 16))).first { _ in true }
        if let columns = header.flatMap({ CCADBColumns($0.fields) }) {
            return try report(bytes, columns, name: name)
        }
        return try bundle(bytes, name: name)
    }

    private init(name: String, entries: [Entry], unreadable: [String]) throws(TrustError) {
        guard !entries.isEmpty else {
            throw TrustError(
                .noCertificates, path: name,
                reason: "neither a CCADB report with certificates nor a PEM bundle",
                hints: unreadable.first.map { [$0] } ?? [])
        }
        self.name = name
        self.entries = entries
        self.unreadable = unreadable
    }

    // MARK: CCADB

    private static func report(
        _ bytes: [UInt8], _ columns: CCADBColumns, name: String
    ) throws(TrustError) -> AuditReference {
        var entries: [Entry] = []
        var unreadable: [String] = []
        for record in CSVReader(bytes).dropFirst() {
            do throws(CCADBColumns.Fault) {
                entries.append(try columns.entry(record.fields))
            } catch {
                unreadable.append("\(name):\(record.line): \(error.reason)")
            }
        }
        return try AuditReference(name: name, entries: entries, unreadable: unreadable)
    }

    // MARK: PEM

    private static func bundle(
        _ bytes: [UInt8], name: String
    ) throws(TrustError) -> AuditReference {
        var parser = CertificateParser()
        var reader = BundleReader(path: name, mode: 0o600, now: Instant(seconds: 0))
        reader.read(bytes, parser: &parser)
        if let format = reader.obstacle {
            throw TrustError(
                .needsConversion, path: name, reason: "is \(format.name), not a PEM bundle",
                hints: [format.remedy(for: name)])
        }
        var labels = labels(in: bytes)[...]
        let entries = reader.entries.map { entry in
            var label: String?
            while let first = labels.first, first.line < entry.line ?? 0 {
                label = first.text
                labels = labels.dropFirst()
            }
            return Entry(
                certificate: entry.certificate, label: label ?? entry.certificate.subject)
        }
        let bad = reader.findings.filter { $0.kind == .badBlock }
        return try AuditReference(
            name: name, entries: entries, unreadable: bad.map(\.description))
    }

    /// certifi's comments: `# Label: "Some Root"`.
    private static func labels(in bytes: [UInt8]) -> [(line: Int, text: String)] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let mark = Array("# Label: ".utf8)
        return lines.enumerated().compactMap { index, line in
            guard line.starts(with: mark) else { return nil }
            let text = String(decoding: line.dropFirst(mark.count), as: UTF8.self)
            return (index + 1, text.filter { $0 != "\"" && $0 != "\r" })
        }
    }
}
