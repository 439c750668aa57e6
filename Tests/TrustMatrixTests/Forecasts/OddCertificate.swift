/// One certificate of the table of forecasts, and who signs it.
struct OddCertificate: Sendable {
    /// The stem of its files.
    let name: String
    var subject: String
    /// The stem of the certificate that signs it; nil: itself.
    var issuer: String?
    var extensions: [String]
    /// Words of openssl-req(1) that make its key.
    var key = OddCertificate.curve("P-256")
    /// nil for a signer that has one of its own.
    var digest: String? = "sha256"
    var start: String?
    /// Further words of the command.
    var options: [String] = []

    init(
        _ name: String, _ subject: String, by issuer: String? = nil, _ extensions: [String],
        _ change: (inout OddCertificate) -> Void = { _ in }
    ) {
        self.name = name
        self.subject = subject
        self.issuer = issuer
        self.extensions = extensions
        change(&self)
    }

    static func curve(_ name: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:\(name)"]
    }

    static func rsa(_ kind: String = "rsa") -> [String] {
        ["-newkey", kind, "-pkeyopt", "rsa_keygen_bits:2048"]
    }

    private static let identified = ["subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"]
    private static let signing = "keyUsage=critical,keyCertSign,cRLSign"

    /// A root or, with an issuer, an intermediate that is as it should be.
    static func authority(
        _ name: String, by issuer: String? = nil, _ more: String...,
        change: (inout OddCertificate) -> Void = { _ in }
    ) -> OddCertificate {
        OddCertificate(
            name, "/CN=Authority \(name)", by: issuer,
            ["basicConstraints=critical,CA:TRUE", signing] + identified + more, change)
    }

    /// A server's certificate that is as it should be.
    /// - Parameter names: of a subjectAltName; none where empty.
    static func server(
        _ name: String, by issuer: String = "root", _ names: String = "DNS:localhost",
        _ more: String..., change: (inout OddCertificate) -> Void = { _ in }
    ) -> OddCertificate {
        let uses = [
            "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature",
            "extendedKeyUsage=serverAuth",
        ]
        let alternative = names.isEmpty ? [] : ["subjectAltName=\(names)"]
        return OddCertificate(
            name, "/CN=\(name)", by: issuer, uses + identified + alternative + more, change)
    }

    /// Leaves extensions out whose name begins so.
    func without(_ names: String...) -> OddCertificate {
        var certificate = self
        certificate.extensions.removeAll { text in names.contains { text.hasPrefix($0) } }
        return certificate
    }

    func adding(_ more: String...) -> OddCertificate {
        var certificate = self
        certificate.extensions += more
        return certificate
    }

    func named(_ subject: String) -> OddCertificate {
        var certificate = self
        certificate.subject = subject
        return certificate
    }
}
