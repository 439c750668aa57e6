import Cryptography
import Primitives

@testable import Trust

/// A report of included roots as CCADB publishes it, with the columns an audit reads and some more.
struct CCADBReport {
    struct Row {
        var pem: String
        var name: String
        var trustBits: String
        var distrustAfter: String
        var constraints: String
        var fingerprint: String

        init(
            _ pem: String, name: String = "Some Root", trustBits: String = "Websites;Email",
            distrustAfter: String = "", constraints: String = ""
        ) {
            self.pem = pem
            self.name = name
            self.trustBits = trustBits
            self.distrustAfter = distrustAfter
            self.constraints = constraints
            fingerprint =
                CertificateLab.certificates(pem).first?.fingerprint.hex.uppercased() ?? ""
        }
    }

    let text: String

    init(_ rows: [Row]) {
        let header = [
            "Owner", "Common Name or Certificate Name", "SHA-256 Fingerprint", "Trust Bits",
            "Distrust for TLS After Date", "Mozilla Applied Constraints", "PEM Info",
        ]
        let lines = rows.map { row in
            [
                "Lab", row.name, row.fingerprint, row.trustBits, row.distrustAfter, row.constraints,
                "'\(row.pem)'",
            ]
        }
        text = ([header] + lines).map { fields in
            fields.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
        }.joined()
    }
}
