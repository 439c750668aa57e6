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
        case container
        case derIgnored = "der_ignored"
        case expired
        case indented
        case notARoot = "not_a_root"
        case notForServers = "not_for_servers"
        /// Lies in a folder of local anchors, but did not reach the system store.
        case notInStore = "not_in_store"
        case privateKey = "private_key"
        case revocationList = "revocation_list"
        case severalInOne = "several_in_one"
        case unusable
        case utf16

        var severity: Severity {
            switch self {
            case .badBlock, .indented, .notInStore, .privateKey, .unusable: .warning
            case .notARoot, .notForServers, .revocationList, .severalInOne, .utf16: .note
            case .container, .derIgnored, .expired: .detail
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
        _ kind: Kind, path: String, line: Int? = nil, _ text: String,
        certificate: Certificate? = nil
    ) {
        self.certificate = certificate
        self.kind = kind
        severity = kind.severity
        self.path = path
        self.line = line
        self.text = text
    }

    /// `path:line: text`.
    package var description: String {
        line.map { "\(path):\($0): \(text)" } ?? "\(path): \(text)"
    }
}
