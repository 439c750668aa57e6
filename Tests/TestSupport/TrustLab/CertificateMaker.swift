/// The openssl command, making keys and certificates in one directory.
struct CertificateMaker {
    let directory: TemporaryDirectory

    init(_ directory: TemporaryDirectory) throws {
        self.directory = directory
        // Without a section for extensions: a certificate has those that it is given.
        try directory.write(
            "[req]\ndistinguished_name = dn\nprompt = no\nstring_mask = utf8only\n[dn]\n",
            to: "openssl.cnf")
    }

    /// Makes `<name>.pem` and, unless it is there, `<name>.key`.
    func make(_ wish: CertificateWish) throws {
        let stem = directory[wish.name]
        var arguments = [
            "req", "-x509", "-config", directory["openssl.cnf"], "-utf8", "-subj",
            "/O=Lab/CN=\(wish.commonName)", "-days", "\(wish.days)", "-\(wish.digest)",
            "-out", "\(stem).pem",
        ]
        arguments += try key(wish)
        if let issuer = wish.issuer.map({ directory[$0] }) {
            arguments += ["-CA", "\(issuer).pem", "-CAkey", "\(issuer).key"]
        }
        arguments += wish.extensions.flatMap { ["-addext", $0] }
        try run(arguments, at: wish.start)
    }

    private func key(_ wish: CertificateWish) throws -> [String] {
        let file = directory["\(wish.name).key"]
        if case .shared(let other) = wish.key {
            try directory.write(directory.bytes("\(other).key"), to: "\(wish.name).key")
        }
        if FileTree.exists(file) { return ["-key", file] }
        let made = ["-noenc", "-keyout", file, "-newkey"]
        if case .rsa(let bits) = wish.key { return made + ["rsa:\(bits)"] }
        return made + ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    }

    /// Runs openssl, by a clock that stands at `day` where one is given.
    /// - Returns: standard output.
    @discardableResult
    func run(_ arguments: [String], at day: String? = nil) throws -> String {
        guard let day else { return try Program("openssl", arguments).outputBlocking() }
        return try Program("faketime", ["\(day) 00:00:00", "openssl"] + arguments).outputBlocking()
    }
}
