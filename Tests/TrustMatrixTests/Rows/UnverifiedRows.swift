import TestSupport

/// Files from an index that is not verified, and what `trust` foretells.
enum UnverifiedRows {
    static let all: [MatrixRow] = [
        row("hash from the same index", "65: no_hash", lockingHash: false),
        row("hash from a requirements file", "200, recorded unverified", lockingHash: true),
        counterfactual,
    ]

    private static func row(
        _ setup: String, _ required: String, lockingHash isLocked: Bool
    ) -> MatrixRow {
        MatrixRow(52, "insecure index, \(setup)", trusting: "root", required) { trial in
            let lab = trial.lab
            let hash = lab.tree.projects["alpha"]?.first?.file.sha256 ?? ""
            try trial.directory.write(
                "alpha==1.0 --hash=sha256:\(hash)\n", to: "requirements.txt")
            try trial.writeJob(
                [
                    Trial.Index(
                        url: lab.url("unknown"),
                        lines: ["insecure = [\"\(lab.host("unknown"))\"]"])
                ],
                select: [
                    isLocked
                        ? "requirement-files = [\"requirements.txt\"]"
                        : "requirements = [\"alpha\"]"
                ], tables: ["[tls]", "ca-file = \"\(lab.pem("root"))\""])
            let observation = try await trial.sync()
            let end = isLocked ? Requirement.fetched : .failed("no_hash", exit: 65)
            var finding = end.judge(observation)
            let warnings = observation.warnings.filter { $0.contains(lab.host("unknown")) }
            finding.require(warnings.count == 1, "one warning: \(observation)")
            guard isLocked else { return finding }
            let explained = try await trial.run("explain", "job.toml", "alpha", "--json")
            let tls = explained.document["files"][0]["tls"].string
            finding.observed += ", \(tls ?? "nothing recorded")"
            finding.require(tls == "unverified", "recorded unverified: \(explained)")
            return finding
        }
    }

    private static let counterfactual: MatrixRow = .stored(
        53, "system has root, SSL_CERT_FILE=other", trusting: "other",
        "77: 20 at depth 1, would verify with: system"
    ) { trial in
        var trial = trial
        let lab = trial.lab
        trial.store = try SharedStores.root
        trial.environment["SSL_CERT_FILE"] = lab.pem("other")
        let probed = try await trial.probe(lab.url("good"))
        var finding = Requirement.untrusted(20, depth: 1).judge(probed)
        let labels = probed.host["would_verify_with"].array.compactMap(\.string)
        finding.observed += ", would verify with: \(labels.joined(separator: ", "))"
        finding.require(labels.contains { $0.contains("system") }, "system: \(probed)")
        try trial.writeJob(lab.url("good"))
        let told = try await trial.run("trust", "job.toml")
        finding.require(told.exit == 77, "exit 77: \(told)")
        finding.require(
            told.outcome.output.contains(/would verify with: .*system/), "in words: \(told)")
        let synced = try await trial.sync()
        let tls = synced.document["failures"][0]["tls"]["would_verify_with"]
        finding.require(tls.description.contains("system"), "sync says so: \(synced)")
        return finding
    }
}
