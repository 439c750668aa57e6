/// One of the names that a certificate is for (RFC 5280 4.2.1.6).
package enum AlternativeName: Hashable, Sendable, CustomStringConvertible {
    /// May begin with `*.`.
    case dns(String)
    /// In digits; with `/` and a mask in the name constraints of a CA.
    case ip(String)
    /// As OpenSSL prints it: `email:root@corp.example`.
    case other(String)

    /// `DNS:index.example`, `IP:192.0.2.1`.
    package var description: String {
        switch self {
        case .dns(let name): "DNS:\(name)"
        case .ip(let address): "IP:\(address)"
        case .other(let text): text
        }
    }
}
