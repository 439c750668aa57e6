/// Makes the lab's certificate revocation lists (RFC 5280 5) with openssl-ca(1).
struct RevocationListMaker {
    private let maker: CertificateMaker

    init(_ maker: CertificateMaker) { self.maker = maker }

    /// `root.crl`, `int.crl`, `int-revoking.crl` for the site "revoked", `int-stale.crl`.
    func makeAll() throws {
        try make("root", "root.crl", revoking: [])
        try make("int", "int.crl", revoking: [])
        try make("int", "int-revoking.crl", revoking: ["revoked"])
        try make("int", "int-stale.crl", revoking: [], at: "2024-01-01")
    }

    private func make(
        _ issuer: String, _ file: String, revoking names: [String], at day: String? = nil
    ) throws {
        let directory = maker.directory
        let rows = try names.map { name in
            // openssl-ca(1), index file: state, expiry, revocation, serial number, file, subject.
            let serial =
                try maker.run(["x509", "-in", directory["\(name).pem"], "-noout", "-serial"])
                .split(separator: "=").last ?? ""
            return
                "R\t400101000000Z\t260101000000Z\t\(serial.filter { $0 != "\n" })\tunknown\t/CN=x\n"
        }
        let index = try directory.write(rows.joined(), to: "\(file).index")
        let settings = try directory.write(
            "[ca]\ndefault_ca = lab\n[lab]\ndatabase = \(index)\ndefault_md = sha256\n",
            to: "\(file).cnf")
        let stem = directory[issuer]
        try maker.run(
            [
                "ca", "-gencrl", "-config", settings, "-cert", "\(stem).pem", "-keyfile",
                "\(stem).key", "-crldays", "30", "-out", directory[file],
            ], at: day)
    }
}
