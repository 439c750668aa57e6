package import Cryptography

/// Something about a certificate file that its owner may want to know.
package struct TrustFinding: Hashable, Sendable, CustomStringConvertible {
    package enum Severity: Int, Sendable, Comparable {
        /// For who asks for everything.
        case detail
        case note
        case warning

        package static func < (left: Severity, right: Severity) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    package enum Kind: String, Sendable, CaseIterable {
        case badBlock = "bad_block"
        /// Name constraints confine it.
        case constrained
        case container
        case derIgnored = "der_ignored"
        case duplicate
        case expired
        case indented
        case noCertificates = "no_certificates"
        case notACA = "not_a_ca"
        case notARoot = "not_a_root"
        case notForServers = "not_for_servers"
        /// Lies in a folder of local anchors, but did not reach the system store.
        case notInStore = "not_in_store"
        case notYetValid = "not_yet_valid"
        case privateKey = "private_key"
        /// By other programs, for a fault in a part of it.
        case refusedWhole = "refused_whole"
        /// Two keys under one name.
        case reissued
        case revocationList = "revocation_list"
        case severalInOne = "several_in_one"
        /// Refused by programs that check strictly.
        case strict
        case unhashed
        case unusable
        case utf16
        case weak

        var severity: Severity {
            switch self {
            case .badBlock, .indented, .noCertificates, .notInStore, .privateKey, .refusedWhole,
                .unusable, .weak:
                .warning
            case .constrained, .notACA, .notARoot, .notForServers, .notYetValid, .reissued,
                .revocationList, .severalInOne, .strict, .unhashed, .utf16:
                .note
            case .container, .derIgnored, .duplicate, .expired: .detail
            }
        }
    }

    package let kind: Kind
    package var severity: Severity
    package let path: String
    /// Counted from 1; nil where it is about the file as a whole.
    package let line: Int?
    package let text: String
    /// The one it is about, where there is one.
    package let certificate: Certificate?

    init(
        _ kind: Kind, severity: Severity? = nil, path: String, line: Int? = nil, _ text: String,
        certificate: Certificate? = nil
    ) {
        self.certificate = certificate
        self.kind = kind
        self.severity = severity ?? kind.severity
        self.path = path
        self.line = line
        self.text = text
    }

    /// `path:line: text`.
    package var description: String {
        line.map { "\(path):\($0): \(text)" } ?? "\(path): \(text)"
    }
}
