import TestSupport

/// Certificates that are added to whatever else is trusted.
enum AdditionRows {
    static let all: [MatrixRow] = [
        row("env-mode = \"add\", SSL_CERT_FILE=other", both, tls: ["env-mode = \"add\""]) {
            ["SSL_CERT_FILE": $0.pem("other")]
        },
        row(
            "env-mode = \"ignore\", SSL_CERT_FILE=other", ["beta tls_trust"],
            tls: ["env-mode = \"ignore\""]
        ) { ["SSL_CERT_FILE": $0.pem("other")] },
        row("extra-ca-file=other over the system", both, tls: ["extra-ca-file = \"$other\""]) { _ in
            [:]
        },
        row("WHEELBARROW_EXTRA_CA_CERTS=other over the system", both) {
            ["WHEELBARROW_EXTRA_CA_CERTS": $0.pem("other")]
        },
        row(
            "extra-ca-file=other over SSL_CERT_FILE=root", both,
            tls: ["extra-ca-file = \"$other\""]
        ) { ["SSL_CERT_FILE": $0.pem("root")] },
        row(
            "extra-ca-file=other over [tls] ca-file=root", both,
            tls: ["ca-file = \"$root\"", "extra-ca-file = \"$other\""]
        ) { _ in [:] },
        row(
            "extra-ca-file=other over the index's ca-file=root", both,
            index: ["ca-file = \"$root\"", "extra-ca-file = \"$other\""]
        ) { _ in [:] },
    ]

    private static let both: [String] = []

    /// Two indexes, one under each authority; the system has root.
    /// - Parameter failures: those of the two projects that must come.
    private static func row(
        _ setup: String, _ failures: [String], tls: [String] = [], index: [String] = [],
        environment: @escaping @Sendable (TrustLab) -> [String: String]
    ) -> MatrixRow {
        let required = failures.isEmpty ? "200 from both CAs" : "200 under root, other unknown"
        return .stored(47, setup, trusting: "system has root", required) { trial in
            var trial = trial
            let lab = trial.lab
            trial.store = try await SharedStores.root
            let fill = { (line: String) in
                line.replacing("$root", with: lab.pem("root"))
                    .replacing("$other", with: lab.pem("other"))
            }
            try trial.writeJob(
                [("good", "alpha"), ("unknown", "beta")].map { name, project in
                    Trial.Index(
                        name: name, url: lab.url(name),
                        lines: ["projects = [\"\(project)\"]"] + index.map(fill))
                }, select: ["requirements = [\"alpha\", \"beta\"]"],
                tables: ["[tls]"] + tls.map(fill))
            let observation = try await trial.sync(environment: environment(lab))
            var finding = Finding(observation.summary)
            finding.require(observation.failures == failures, "\(failures): \(observation)")
            finding.require(
                observation.exit == (failures.isEmpty ? 0 : 10), "another exit: \(observation)")
            return finding
        }
    }
}
