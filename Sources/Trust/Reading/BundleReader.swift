import Cryptography
import Primitives

/// Reads one file of certificates: PEM with anything around it, or a single one in DER.
struct BundleReader {
    /// A certificate and the line its block begins in, counted from 1; nil for DER.
    struct Entry {
        let certificate: Certificate
        let line: Int?
        var form = Form.plain
    }

    /// How a certificate stands in its file.
    enum Form {
        case plain, indented
        /// `X509 CERTIFICATE`.
        case oldLabel
        case withTrust
    }

    let path: String
    /// The file's permission bits.
    let mode: UInt32
    /// Judges what has expired.
    let now: Instant

    private var all: [Entry] = []
    /// Which the file itself keeps from TLS servers, whatever else in it says.
    private(set) var distrusted: Set<Certificate> = []
    private(set) var findings: [TrustFinding] = []
    /// What the file is, or holds, instead of certificates in PEM.
    private(set) var format: ForeignFormat?
    private(set) var isDER = false
    private(set) var text: BundleText?
    /// Of blocks of every label.
    private(set) var faults: [PEMBlock.Fault] = []
    private(set) var isLoose = false
    /// A block whose content is none.
    private(set) var hasBadCertificate = false

    var entries: [Entry] { all.filter { !distrusted.contains($0.certificate) } }

    var certificates: [Certificate] { entries.map(\.certificate) }

    /// `format`, where it has to be converted or there is nothing else in the file.
    var obstacle: ForeignFormat? {
        format.flatMap { $0.holdsCertificates || entries.isEmpty ? $0 : nil }
    }

    init(path: String, mode: UInt32, now: Instant) {
        self.path = path
        self.mode = mode
        self.now = now
    }

    mutating func read(_ bytes: [UInt8], parser: inout CertificateParser) {
        // No text begins so: 0x30 opens a SEQUENCE, whose long form of length follows.
        if bytes.count > 1, bytes[0] == 0x30, bytes[1] >= 0x80 {
            readBinary(bytes, parser: &parser)
        } else if let binary = ForeignFormat(binary: bytes) {
            format = binary
        } else {
            readText(BundleText(bytes), parser: &parser)
        }
    }

    private mutating func readBinary(_ bytes: [UInt8], parser: inout CertificateParser) {
        do throws(CryptographyError) {
            let certificate = try parser.certificate(bytes)
            let rest = Array(bytes.dropFirst(certificate.der.count))
            if (try? parser.certificate(rest)) != nil {
                format = .severalInDER
                return
            }
            accept(certificate, line: nil)
            isDER = true
        } catch {
            format = ForeignFormat(binary: bytes)
            if format == nil { find(.badBlock, nil, "binary, but \(error)") }
        }
    }

    private mutating func readText(_ text: BundleText, parser: inout CertificateParser) {
        self.text = text
        if text.wasUTF16 { find(.utf16, 1, "UTF-16 text, which other programs cannot read") }
        for block in PEMReader(text.bytes) {
            read(block, parser: &parser)
        }
        if entries.isEmpty, format == nil { format = ForeignFormat(text: text.bytes) }
    }

    private mutating func read(_ block: PEMBlock, parser: inout CertificateParser) {
        if case .bad(let fault) = block.content { faults.append(fault) }
        isLoose = isLoose || block.isLoose
        switch block.label {
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
            readCertificate(block, parser: &parser)
        default:
            let found = ForeignFormat(pemLabel: block.label)
            note(found, block.line)
            // What has to be converted goes before what only stands beside it.
            if format == nil || found?.holdsCertificates == true { format = found ?? format }
        }
    }

    /// What stands among certificates without being one.
    private mutating func note(_ format: ForeignFormat?, _ line: Int) {
        switch format {
        case .revocationList:
            find(.revocationList, line, "a revocation list has no effect here, see crl-file")
        case .privateKey:
            let others = mode & 0o044 == 0 ? "" : ", and others on this machine can read it"
            find(.privateKey, line, "a private key stands among the certificates\(others)")
        default: break
        }
    }

    private mutating func readCertificate(
        _ block: PEMBlock, parser: inout CertificateParser
    ) {
        guard case .bytes(let bytes) = block.content else {
            if case .bad(let fault) = block.content {
                find(.badBlock, block.line, "\(block.label) skipped: \(fault)")
            }
            return
        }
        do throws(CryptographyError) {
            let isTrusted = block.label == "TRUSTED CERTIFICATE"
            let certificate = try parser.certificate(bytes, withTrust: isTrusted)
            if block.isIndented {
                find(.indented, block.line, "indented, which other programs do not read")
            }
            let form: Form =
                isTrusted ? .withTrust : block.label == "CERTIFICATE" ? .plain : .oldLabel
            accept(certificate, line: block.line, block.isIndented ? .indented : form)
        } catch {
            hasBadCertificate = true
            find(.badBlock, block.line, "\(block.label) skipped: \(error)")
        }
    }

    private mutating func accept(
        _ certificate: Certificate, line: Int?, _ form: Form = .plain
    ) {
        let subject = certificate.subject
        guard certificate.isServerAnchor else {
            distrusted.insert(certificate)
            find(
                .notForServers, line, "\(subject) left out: its settings exclude TLS servers",
                certificate)
            return
        }
        all.append(Entry(certificate: certificate, line: line, form: form))
        if certificate.notAfter < now {
            find(.expired, line, "\(subject) expired on \(certificate.notAfter.day)", certificate)
        } else if !certificate.isSelfSigned || !certificate.isCA {
            let end = certificate.notAfter.day
            find(
                .notARoot, line, "\(subject) is no root: it stops working when renewed on \(end)",
                certificate)
        }
    }

    private mutating func find(
        _ kind: TrustFinding.Kind, _ line: Int?, _ text: String, _ certificate: Certificate? = nil
    ) {
        findings.append(TrustFinding(kind, path: path, line: line, text, certificate: certificate))
    }
}

extension Instant {
    /// The UTC day, `yyyy-mm-dd`.
    var day: Substring { description.prefix(10) }
}
