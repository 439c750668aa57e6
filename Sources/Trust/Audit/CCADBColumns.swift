import Cryptography
import Primitives

/// Where CCADB's report of included roots keeps what an audit needs.
struct CCADBColumns {
    /// Why a line of the report tells nothing.
    struct Fault: Error {
        let reason: String
    }

    private let pem: Int
    private let fingerprint: Int
    private let name: Int?
    private let trustBits: Int?
    private let distrust: Int?
    private let constraints: Int?

    /// - Returns: nil when the header is not the report's.
    init?(_ header: [String]) {
        guard let pem = header.firstIndex(of: "PEM Info") ?? header.firstIndex(of: "PEM"),
            let fingerprint = header.firstIndex(of: "SHA-256 Fingerprint")
        else { return nil }
        self.pem = pem
        self.fingerprint = fingerprint
        name = header.firstIndex(of: "Common Name or Certificate Name")
        trustBits = header.firstIndex(of: "Trust Bits")
        distrust = header.firstIndex(of: "Distrust for TLS After Date")
        constraints = header.firstIndex(of: "Mozilla Applied Constraints")
    }

    func entry(_ fields: [String]) throws(Fault) -> AuditReference.Entry {
        func field(_ index: Int?) -> String {
            index.flatMap { fields.indices.contains($0) ? fields[$0] : nil } ?? ""
        }
        let certificate = try certificate(field(pem))
        let promised = Digest(.sha256, hex: field(fingerprint).filter { $0 != ":" })
        guard promised == certificate.fingerprint else {
            throw Fault(
                reason: "\(certificate.subject) is not the certificate its fingerprint names")
        }
        let label = field(name)
        return AuditReference.Entry(
            certificate: certificate, label: label.isEmpty ? certificate.subject : label,
            isForServers: trustBits == nil || field(trustBits).contains("Websites"),
            distrustAfter: try instant(field(distrust)), constraints: field(constraints))
    }

    /// The block stands between single quotes.
    private func certificate(_ text: String) throws(Fault) -> Certificate {
        let block = PEMReader(Array(text.utf8.filter { $0 != UInt8(ascii: "'") })).first { _ in true
        }
        guard let block, case .bytes(let der) = block.content else {
            throw Fault(reason: "no certificate in the PEM column")
        }
        do throws(CryptographyError) {
            return try Certificate(der: der)
        } catch {
            throw Fault(reason: "\(error)")
        }
    }

    /// `2024.11.30`: the day's last moment is still good.
    private func instant(_ text: String) throws(Fault) -> Instant? {
        guard !text.isEmpty else { return nil }
        guard let day = CalendarDay(parsing: text.replacing(".", with: "-")) else {
            throw Fault(reason: "no date: \(text)")
        }
        return day.end
    }
}
