import TestSupport

/// The certificates of the table of forecasts, and a server with a port for each of them.
final class ForecastLab: Sendable {
    private static let made = Once { try await onThread { try ForecastLab() } }

    /// The one of this process.
    static var shared: ForecastLab { get async throws { try await made.value } }

    private let directory: TemporaryDirectory
    private let nginx: Nginx

    private init() throws {
        let directory = try TemporaryDirectory()
        self.directory = directory
        try directory.write(
            "[req]\ndistinguished_name = dn\nprompt = no\n[dn]\n[named]\nCN = named\n",
            to: "openssl.cnf")
        for certificate in ForecastCase.issuers + ForecastCase.all.map(\.certificate) {
            try Self.make(certificate, in: directory)
        }
        for item in ForecastCase.all {
            let chain = try ([item.certificate.name] + item.sent).map {
                try directory.text("\($0).pem")
            }
            try directory.write(chain.joined(), to: "\(item.certificate.name).chain.pem")
        }
        let lax = try directory.write(
            """
            openssl_conf = init
            [init]
            ssl_conf = ssl
            [ssl]
            system_default = lax
            [lax]
            CipherString = ALL:@SECLEVEL=0

            """, to: "lax.cnf")
        try IndexTree(WheelMaker("alpha").wheel()).write(to: directory["tree"])
        nginx = try Nginx(
            listeningOn: ForecastCase.all.map { _ in 0 }, environment: ["OPENSSL_CONF": lax]
        ) { ports in
            zip(ForecastCase.all, ports).map { item, port in
                let stem = directory[item.certificate.name]
                return """
                    server {
                      listen 127.0.0.1:\(port) ssl;
                      ssl_certificate \(stem).chain.pem; ssl_certificate_key \(stem).key;
                      ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ALL:@SECLEVEL=0;
                      ssl_ecdh_curve auto;
                      location / { root \(directory["tree"]); index $page; }
                    }
                    """
            }.joined(separator: "\n")
        }
    }

    private static func make(
        _ certificate: OddCertificate, in directory: TemporaryDirectory
    ) throws {
        let stem = directory[certificate.name]
        var words = [
            "openssl", "req", "-x509", "-config", directory["openssl.cnf"], "-utf8", "-subj",
            certificate.subject, "-noenc", "-keyout", "\(stem).key", "-out", "\(stem).pem",
            "-days", certificate.start == nil ? "825" : "40000",
        ]
        words += certificate.key + (certificate.digest.map { ["-\($0)"] } ?? [])
        if let issuer = certificate.issuer {
            words += ["-CA", directory["\(issuer).pem"], "-CAkey", directory["\(issuer).key"]]
        }
        words += certificate.extensions.flatMap { ["-addext", $0] } + certificate.options
        if let start = certificate.start { words = ["faketime", "\(start) 00:00:00"] + words }
        try Program(words[0], Array(words.dropFirst()), directory: directory.path)
            .outputBlocking()
    }

    /// Names beside localhost that lead to this machine, in a store of a test's own.
    static var hosts: [String] { Set(ForecastCase.all.map(\.host)).sorted() }

    func pem(_ name: String) -> String { directory["\(name).pem"] }

    func text(_ name: String) throws -> String { try directory.text("\(name).pem") }

    /// The address of the index behind a case's certificate.
    func url(_ setup: String) -> String {
        let index = ForecastCase.all.firstIndex { $0.setup == setup } ?? 0
        return "https://\(ForecastCase.all[index].host):\(nginx.ports[index])/simple/"
    }
}
