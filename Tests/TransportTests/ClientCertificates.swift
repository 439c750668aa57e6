import TestSupport
import Testing

@testable import Transport

/// A client's certificate, issued by an intermediate of its own, in every state it can be found in.
final class ClientCertificates: Sendable {
    private let directory: TemporaryDirectory

    /// PEM: what a server has to know to accept the certificate.
    var rootFile: String { directory["root.pem"] }

    init() throws {
        directory = try TemporaryDirectory()
        let run = { [directory] (arguments: [String]) in
            var openssl = Program("openssl", arguments)
            openssl.directory = directory.path
            try openssl.outputBlocking()
        }
        for name in ["root", "middle", "leaf", "other"] {
            _ = try run(
                ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "\(name).key"])
        }
        _ = try run(
            ["req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=Client Root"]
                + ["-days", "30", "-out", "root.pem"])
        for (name, issuer, extensions) in [
            ("middle", "root", "basicConstraints=critical,CA:TRUE\n"),
            ("leaf", "middle", "extendedKeyUsage=clientAuth\n"),
        ] {
            try directory.write(extensions, to: "\(name).cnf")
            _ = try run(
                ["req", "-new", "-key", "\(name).key", "-subj", "/CN=Client \(name)"]
                    + ["-out", "\(name).csr"])
            _ = try run(
                ["x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey"]
                    + ["\(issuer).key", "-CAcreateserial", "-days", "30", "-extfile"]
                    + ["\(name).cnf", "-out", "\(name).pem"])
        }
        _ = try run(
            ["ec", "-in", "leaf.key", "-aes256", "-passout", "pass:sesame", "-out", "locked.key"])
        let chain = try directory.text("leaf.pem") + directory.text("middle.pem")
        try directory.write(chain, to: "chain.pem")
    }

    private func files(_ certificate: String, _ key: String, _ passphrase: String = "")
        -> ClientIdentityFiles
    {
        ClientIdentityFiles(
            certificate: directory[certificate], key: directory[key], passphrase: passphrase)
    }

    var good: ClientIdentityFiles { files("chain.pem", "leaf.key") }
    var withoutChain: ClientIdentityFiles { files("leaf.pem", "leaf.key") }
    var withAnotherKey: ClientIdentityFiles { files("chain.pem", "other.key") }
    var missing: ClientIdentityFiles { files("nothing.pem", "leaf.key") }

    func locked(passphrase: String) -> ClientIdentityFiles {
        files("chain.pem", "locked.key", passphrase)
    }
}
