/// What a certificate of the trust lab says and who signs it.
package struct CertificateWish: Sendable {
    /// The key that it is made for.
    package enum Key: Sendable {
        /// A new one on P-256.
        case elliptic
        /// A new one of so many bits.
        case rsa(Int)
        /// That of another certificate, which is renewed or cross-signed.
        case shared(with: String)
    }

    /// The stem of its files.
    package var name: String
    package var commonName: String
    /// The stem of the certificate that signs it; nil: itself.
    package var issuer: String?
    /// As openssl-x509v3_config(5) has them; without any it is a version 1 certificate.
    package var extensions: [String]
    package var key = Key.elliptic
    package var digest = "sha256"
    /// The day it begins, as `2015-01-01`; nil: now.
    package var start: String?
    package var days = 3650

    package init(
        _ name: String, _ commonName: String, by issuer: String? = nil, _ extensions: [String],
        _ change: (inout CertificateWish) -> Void = { _ in }
    ) {
        self.name = name
        self.commonName = commonName
        self.issuer = issuer
        self.extensions = extensions
        change(&self)
    }

    /// A root, or with an issuer an intermediate, that is as it should be.
    /// - Parameter more: further extensions.
    static func authority(
        _ name: String, _ commonName: String, by issuer: String? = nil, _ more: String...,
        change: (inout CertificateWish) -> Void = { _ in }
    ) -> CertificateWish {
        let usage = "keyUsage=critical,keyCertSign,cRLSign"
        return CertificateWish(
            name, commonName, by: issuer,
            ["basicConstraints=critical,CA:TRUE", usage] + keyIdentifiers(issuer) + more, change)
    }

    /// A server's certificate that is as it should be.
    /// - Parameter names: the subjectAltName; `<name>.localhost` by default, none where empty.
    static func server(
        _ name: String, by issuer: String, names: String? = nil, _ more: String...,
        change: (inout CertificateWish) -> Void = { _ in }
    ) -> CertificateWish {
        let host = "\(name).localhost"
        let names = names ?? "DNS:\(host)"
        let alternative = names.isEmpty ? [] : ["subjectAltName=\(names)"]
        let uses = [
            "basicConstraints=critical,CA:FALSE",
            "keyUsage=critical,digitalSignature,keyEncipherment", "extendedKeyUsage=serverAuth",
        ]
        return CertificateWish(
            name, host, by: issuer, uses + keyIdentifiers(issuer) + alternative + more
        ) {
            $0.days = 825
            change(&$0)
        }
    }

    /// OpenSSL adds both by itself where nothing is said.
    private static func keyIdentifiers(_ issuer: String?) -> [String] {
        ["subjectKeyIdentifier=hash"]
            + (issuer == nil ? [] : ["authorityKeyIdentifier=keyid:always"])
    }

    /// Extensions that leave both key identifiers out.
    static let noKeyIdentifiers = ["subjectKeyIdentifier=none", "authorityKeyIdentifier=none"]
}
