import Cryptography
import Primitives
import TestSupport

@testable import Trust

/// Certificates of a test's own making, signed by the openssl command in one directory.
struct ChainLab {
    /// One certificate with its key, known by the name of its files.
    struct Identity {
        let name: String
        let pem: String
        let certificate: Certificate
    }

    enum Key {
        case ec
        case rsa(Int)
    }

    /// What RFC 5280 wants of a CA.
    static let ca = [
        "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
        "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid",
    ]

    /// A server's certificate for some names.
    static func server(_ names: String..., more: [String] = []) -> [String] {
        [
            "basicConstraints=critical,CA:FALSE", "subjectKeyIdentifier=hash",
            "authorityKeyIdentifier=keyid",
        ] + (names.isEmpty ? [] : ["subjectAltName=\(names.joined(separator: ","))"]) + more
    }

    let files: TemporaryDirectory

    init() throws { files = try TemporaryDirectory() }

    /// A self-signed certificate.
    /// - Parameters:
    ///   - file: what its files are called; the subject's name where that is not given.
    ///   - key: the file name of a key made before, to issue a certificate anew.
    func root(
        _ name: String, file: String? = nil, _ extensions: [String] = ChainLab.ca,
        key: Key = .ec, reusing old: Identity? = nil, days: Int = 3650
    ) throws -> Identity {
        let file = file ?? name
        try makeKey(file, key, reusing: old)
        return try sign(
            file, subject: "/CN=\(name)", ["-signkey", "\(file).key"], extensions, days: days)
    }

    /// A certificate that another one signs.
    func issue(
        _ name: String, file: String? = nil, by issuer: Identity, _ extensions: [String],
        key: Key = .ec, reusing old: Identity? = nil, days: Int = 365, digest: String = "sha256",
        start: Instant? = nil
    ) throws -> Identity {
        let file = file ?? name
        try makeKey(file, key, reusing: old)
        let by = ["-CA", "\(issuer.name).pem", "-CAkey", "\(issuer.name).key", "-CAcreateserial"]
        return try sign(
            file, subject: "/CN=\(name)", by, extensions, days: days, digest: digest, start: start)
    }

    private func makeKey(_ file: String, _ key: Key, reusing old: Identity?) throws {
        if let old {
            try files.write(files.text("\(old.name).key"), to: "\(file).key")
            return
        }
        switch key {
        case .ec:
            try openssl(
                "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "\(file).key")
        case .rsa(let bits): try openssl("genrsa", "-out", "\(file).key", "\(bits)")
        }
    }

    private func sign(
        _ file: String, subject: String, _ by: [String], _ extensions: [String], days: Int,
        digest: String = "sha256", start: Instant? = nil
    ) throws -> Identity {
        try openssl("req", "-new", "-key", "\(file).key", "-subj", subject, "-out", "\(file).csr")
        try files.write(extensions.joined(separator: "\n") + "\n", to: "\(file).cnf")
        let form = extensions.isEmpty ? [] : ["-extfile", "\(file).cnf"]
        let words =
            ["x509", "-req", "-in", "\(file).csr", "-\(digest)", "-days", "\(days)"]
            + ["-out", "\(file).pem"] + by + form
        if let start {
            let day = "\(start)".prefix(10)
            try Program(
                "faketime", ["\(day) 00:00:00", "openssl"] + words, directory: files.path
            ).outputBlocking()
        } else {
            try run(words)
        }
        let pem = try files.text("\(file).pem")
        let certificate = CertificateLab.certificates(pem)[0]
        return Identity(name: file, pem: pem, certificate: certificate)
    }

    /// The revocation list of one CA.
    func revocationList(
        of issuer: Identity, revoking revoked: [Identity] = [], days: Int = 30
    ) throws -> [RevocationList] {
        let base = "ca-\(issuer.name)"
        try files.write("", to: "\(base).index")
        try files.write("01\n", to: "\(base).number")
        try files.write(
            "[ca]\ndefault_ca=c\n[c]\ndatabase=\(base).index\ncrlnumber=\(base).number\n"
                + "default_md=sha256\ncrl_extensions=x\n[x]\nauthorityKeyIdentifier=keyid\n",
            to: "\(base).cnf")
        let ca = [
            "ca", "-config", "\(base).cnf", "-cert", "\(issuer.name).pem", "-keyfile",
            "\(issuer.name).key",
        ]
        for certificate in revoked { try run(ca + ["-revoke", "\(certificate.name).pem"]) }
        try run(ca + ["-gencrl", "-crldays", "\(days)", "-out", "\(base).crl"])
        return try RevocationList.read(pem: files.bytes("\(base).crl"))
    }

    private func openssl(_ arguments: String...) throws { try run(arguments) }

    private func run(_ arguments: [String]) throws {
        try Program("openssl", arguments, directory: files.path).outputBlocking()
    }
}
