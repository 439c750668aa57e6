import TestSupport

/// Servers that want to know who asks, and the certificates that they are shown.
enum ClientCertificateRows {
    static let all: [MatrixRow] = withoutAny + shown + broken + redirects

    private static let refused = Requirement.failed("auth", exit: 77)

    private static let withoutAny: [MatrixRow] = [
        nginx("no client certificate, nginx", "none", "mutual", refused.saying("client-cert")) {
            _ in
            []
        },
        openssl("no client certificate, TLS 1.2", "none", "tls1_2", refused.saying("client-cert")) {
            _ in []
        },
        openssl("no client certificate, TLS 1.3", "none", "tls1_3", refused.saying("client-cert")) {
            _ in []
        },
    ]

    private static let shown: [MatrixRow] = [
        nginx("certificate and chain", "client + int", "mutual", .fetched) {
            try identity($0, "client", "int")
        },
        nginx("certificate and chain, TLS 1.2", "client + int", "mutual12", .fetched) {
            try identity($0, "client", "int")
        },
        nginx("certificate without chain, nginx", "client", "mutual", unchained) {
            try identity($0, "client")
        },
        openssl("certificate without chain, TLS 1.2", "client", "tls1_2", unchained) {
            try identity($0, "client")
        },
        openssl("certificate without chain, TLS 1.3", "client", "tls1_3", unchained) {
            try identity($0, "client")
        },
        nginx("foreign certificate, nginx", "stranger + otherint", "mutual", refused) {
            try identity($0, "stranger", "otherint")
        },
        openssl("foreign certificate, TLS 1.2", "stranger + otherint", "tls1_2", refused) {
            try identity($0, "stranger", "otherint")
        },
        openssl("foreign certificate, TLS 1.3", "stranger + otherint", "tls1_3", refused) {
            try identity($0, "stranger", "otherint")
        },
        nginx("encrypted key, right pass phrase", "client + int", "mutual", .fetched) {
            try identity($0, "client", "int").dropLast() + encrypted($0, phrase: "secret")
        },
    ]

    private static let unchained = refused.saying("chain|intermediate")

    /// Said at start, never asked for on the terminal.
    private static let broken: [MatrixRow] = [
        nginx("key of another certificate", "client", "mutual", .misconfigured.saying("key")) {
            try identity($0, "client").dropLast() + ["client-key = \"\($0.lab.key("stranger"))\""]
        },
        nginx("encrypted key, no pass phrase", "client", "mutual", .misconfigured.saying("pass")) {
            try identity($0, "client").dropLast() + encrypted($0, phrase: nil)
        },
        nginx("encrypted key, wrong pass phrase", "client", "mutual", .misconfigured.saying("pass"))
        {
            try identity($0, "client").dropLast() + encrypted($0, phrase: "wrong")
        },
        nginx("certificate file missing", "client", "mutual", .misconfigured.saying("missing.pem"))
        {
            ["client-cert = \"missing.pem\"", "client-key = \"\($0.lab.key("client"))\""]
        },
        nginx("key file missing", "client", "mutual", .misconfigured.saying("missing.key")) {
            try identity($0, "client").dropLast() + ["client-key = \"missing.key\""]
        },
    ]

    /// Lines of the index that show the first certificate, with the others after it.
    private static func identity(_ trial: Trial, _ names: String...) throws -> [String] {
        let text = try names.map { try trial.lab.text($0) }.joined()
        let file = try trial.directory.write(text, to: "client.pem")
        return ["client-cert = \"\(file)\"", "client-key = \"\(trial.lab.key(names[0]))\""]
    }

    /// Lines of the index for the client's key under the pass phrase "secret".
    private static func encrypted(_ trial: Trial, phrase: String?) throws -> [String] {
        let file = trial.directory["client.enc.key"]
        try trial.lab.openssl(
            "pkcs8", "-topk8", "-in", trial.lab.key("client"), "-passout", "pass:secret", "-out",
            file)
        guard let phrase else { return ["client-key = \"\(file)\""] }
        try trial.directory.write("\(phrase)\n", to: "phrase")
        return ["client-key = \"\(file)\"", "client-key-password-file = \"phrase\""]
    }

    private static func nginx(
        _ setup: String, _ shown: String, _ name: String, _ required: Requirement,
        lines: @escaping @Sendable (Trial) throws -> [String]
    ) -> MatrixRow {
        MatrixRow(24, setup, trusting: "root, shows \(shown)", required.description) { trial in
            let lines = try lines(trial) + ["ca-file = \"\(trial.lab.pem("root"))\""]
            try trial.writeJob(trial.lab.url(name), lines)
            return try await trial.syncAndTrust(toEnd: required)
        }
    }

    private static func openssl(
        _ setup: String, _ shown: String, _ version: String, _ required: Requirement,
        lines: @escaping @Sendable (Trial) throws -> [String]
    ) -> MatrixRow {
        MatrixRow(24, setup, trusting: "root, shows \(shown)", required.description) { trial in
            let server = try await TLSServer(
                trial.lab.leaf("good"), version: version,
                demandingClientsOf: trial.lab.pem("root"))
            let lines = try lines(trial) + ["ca-file = \"\(trial.lab.pem("root"))\""]
            try trial.writeJob("https://good.localhost:\(server.port)/simple/", lines)
            return try await trial.syncAndTrust(toEnd: required)
        }
    }

    private static let redirects: [MatrixRow] = [
        MatrixRow(
            25, "redirect to another origin", trusting: "root, shows client",
            "200, no certificate shown there"
        ) { trial in
            let lab = trial.lab
            try trial.writeJob(
                [
                    Trial.Index(
                        url: lab.url("redirecting"),
                        lines: try identity(trial, "client", "int") + [
                            "page-hosts = [\"\(lab.host("asked"))\"]"
                        ])
                ], tables: ["[tls]", "ca-file = \"\(lab.pem("root"))\""])
            var finding = try await trial.sync(toEnd: .fetched)
            guard finding.faults.isEmpty else { return finding }
            let client = "CN=mirror-bot,O=Lab"
            try await Patience.until("a page and a file in the log") {
                lab.requests(to: "asked").count >= 2 && !lab.requests(to: "redirecting").isEmpty
            }
            finding.require(
                lab.requests(to: "redirecting").allSatisfy { $0.contains(client) },
                "the index asked for the certificate: \(lab.requests(to: "redirecting"))")
            finding.require(
                !lab.requests(to: "asked").contains { $0.contains(client) },
                "the certificate went to another origin: \(lab.requests(to: "asked"))")
            return finding
        },
        MatrixRow(
            25, "redirect from https to http", trusting: "root", "76: redirect"
        ) { trial in
            try trial.writeJob(
                trial.lab.url("downgrading"),
                [
                    "ca-file = \"\(trial.lab.pem("root"))\"",
                    "page-hosts = [\"downgraded.localhost\"]",
                ])
            return try await trial.sync(toEnd: .failed("redirect", exit: 76))
        },
    ]
}
