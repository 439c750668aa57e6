/// A certificate authority of a test, made with the openssl command: root, intermediate and
/// certificates for servers on this machine.
package final class PrivateCA: Sendable {
    /// The files of one server certificate.
    package struct Leaf: Sendable {
        /// PEM: the certificate, then the intermediate.
        package let chainFile: String
        package let keyFile: String

        package init(chainFile: String, keyFile: String) {
            self.chainFile = chainFile
            self.keyFile = keyFile
        }
    }

    private let directory: TemporaryDirectory

    /// The common name of the root certificate.
    package let name: String

    /// PEM, one certificate each.
    package var rootFile: String { directory["root.pem"] }
    /// The content of `rootFile`.
    package var root: String { get throws { try directory.text("root.pem") } }
    package var intermediateFile: String { directory["intermediate.pem"] }

    /// For localhost and 127.0.0.1.
    package let server: Leaf

    package init(name: String = "Test Root CA") throws {
        self.name = name
        directory = try TemporaryDirectory()
        let openssl = Signer(directory)
        try openssl.key("root")
        let valid = ["-days", "3650", "-sha256"]
        try openssl.run(
            ["req", "-x509", "-new", "-key", directory["root.key"], "-subj", "/CN=\(name)"] + valid
                + [
                    "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out",
                    directory["root.pem"],
                ])
        try openssl.certificate(
            "intermediate", subject: "/CN=\(name) Intermediate", issuer: "root",
            extensions: [
                "basicConstraints=critical,CA:TRUE,pathlen:0",
                "keyUsage=critical,keyCertSign,cRLSign",
            ])
        server = try Self.leaf("server", ["DNS:localhost", "IP:127.0.0.1"], openssl, directory)
    }

    /// Signs another server certificate.
    /// - Parameter names: as in a subjectAltName: `DNS:index.example`, `IP:127.0.0.1`.
    package func leaf(_ name: String, for names: [String]) throws -> Leaf {
        try Self.leaf(name, names, Signer(directory), directory)
    }

    /// Signs a certificate that a client shows.
    package func client(_ name: String) throws -> Leaf {
        try Self.leaf(
            name, ["DNS:\(name)"], Signer(directory), directory, purpose: "clientAuth")
    }

    /// Signs a certificate whose time is over.
    package func expiredLeaf() throws -> Leaf {
        try Self.leaf(
            "expired", ["DNS:localhost", "IP:127.0.0.1"], Signer(directory), directory,
            valid: ["-days", "-1"])
    }

    private static func leaf(
        _ file: String, _ names: [String], _ openssl: Signer, _ directory: TemporaryDirectory,
        purpose: String = "serverAuth", valid: [String] = ["-days", "365"]
    ) throws -> Leaf {
        try openssl.certificate(
            file, subject: "/CN=\(file)", issuer: "intermediate",
            extensions: [
                "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature",
                "extendedKeyUsage=\(purpose)", "subjectAltName=\(names.joined(separator: ","))",
            ], valid: valid)
        let chain = try directory.text("\(file).pem") + directory.text("intermediate.pem")
        try directory.write(chain, to: "\(file).chain.pem")
        return Leaf(chainFile: directory["\(file).chain.pem"], keyFile: directory["\(file).key"])
    }
}

/// The openssl command in one directory of keys and certificates.
private struct Signer {
    let directory: TemporaryDirectory

    init(_ directory: TemporaryDirectory) { self.directory = directory }

    func run(_ arguments: [String]) throws {
        try Program("openssl", arguments).outputBlocking()
    }

    func key(_ name: String) throws {
        try run([
            "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", directory["\(name).key"],
        ])
    }

    func certificate(
        _ name: String, subject: String, issuer: String, extensions: [String],
        valid: [String] = ["-days", "365"]
    ) throws {
        try key(name)
        let request = directory["\(name).csr"]
        try run([
            "req", "-new", "-key", directory["\(name).key"], "-subj", subject, "-out", request,
        ])
        let settings = extensions + ["subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"]
        let file = try directory.write(settings.joined(separator: "\n") + "\n", to: "\(name).cnf")
        try run(
            ["x509", "-req", "-in", request, "-CA", directory["\(issuer).pem"]]
                + ["-CAkey", directory["\(issuer).key"], "-CAcreateserial", "-sha256"] + valid
                + ["-extfile", file, "-out", directory["\(name).pem"]])
    }
}
