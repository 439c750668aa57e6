import TestSupport

/// Files from an index that is not verified, and what `trust` foretells.
enum UnverifiedRows {
    static let all: [MatrixRow] = [
        row("hash from the same index", .failed("no_hash", exit: 65)) { trial in
            try trial.writeJob([unverified(trial)], tables: trusted(trial))
        },
        row("hash from a requirements file", .fetched) { trial in
            let hash = trial.lab.tree.projects["alpha"]?.first?.file.sha256 ?? ""
            try trial.directory.write(
                "alpha==1.0 --hash=sha256:\(hash)\n", to: "requirements.txt")
            try trial.writeJob(
                [unverified(trial)], select: ["requirement-files = [\"requirements.txt\"]"],
                tables: trusted(trial))
        },
        verifiedPage,
        counterfactual,
    ]

    private static func unverified(_ trial: Trial) -> Trial.Index {
        Trial.Index(
            url: trial.lab.url("unknown"),
            lines: ["insecure = [\"\(trial.lab.host("unknown"))\"]"])
    }

    private static func trusted(_ trial: Trial) -> [String] {
        ["[tls]", "ca-file = \"\(trial.lab.pem("root"))\""]
    }

    private static func row(
        _ setup: String, _ required: Requirement, job: @escaping @Sendable (Trial) throws -> Void
    ) -> MatrixRow {
        let more = required.exit == 0 ? ", recorded unverified" : ""
        return MatrixRow(
            52, "insecure index, \(setup)", trusting: "root", required.description + more
        ) { trial in
            try job(trial)
            return try await judge(trial, required, host: trial.lab.host("unknown"))
        }
    }

    /// The page is verified and gives the hash; the file's host is not.
    private static let verifiedPage = MatrixRow(
        52, "insecure file host, hash from a verified page", trusting: "root",
        "200, recorded unverified"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        var tree = IndexTree(WheelMaker("alpha").wheel())
        let host = lab.host("unknown")
        tree.change("alpha") { $0.url = "https://\(host)/files/alpha/\($0.file.filename)" }
        tree.serve(on: index)
        let nginx = try Nginx(before: index, lab.leaf("good"))
        try trial.writeJob(
            [
                Trial.Index(
                    url: "https://good.localhost:\(nginx.tlsPort)/simple/",
                    lines: ["insecure = [\"\(host)\"]", "file-hosts = [\"\(host)\"]"])
            ], tables: trusted(trial))
        return try await judge(trial, .fetched, host: host)
    }

    private static func judge(
        _ trial: Trial, _ required: Requirement, host: String
    ) async throws -> Finding {
        let observation = try await trial.sync()
        if let message = observation.document["message"].string,
            message.hasSuffix("is not supported in this version")
        {
            return .notRun(message)
        }
        var finding = required.judge(observation)
        let warnings = observation.warnings.filter { $0.contains(host) }
        finding.require(warnings.count == 1, "one warning: \(observation)")
        guard required.exit == 0 else { return finding }
        let explained = try await trial.run("explain", "job.toml", "alpha", "--json")
        let tls = explained.document["files"][0]["tls"].string
        finding.observed += ", \(tls ?? "nothing recorded")"
        finding.require(tls == "unverified", "recorded unverified: \(explained)")
        return finding
    }

    private static let counterfactual: MatrixRow = .stored(
        53, "system has root, SSL_CERT_FILE=other", trusting: "other",
        "77: 20 at depth 1, would verify with: system"
    ) { trial in
        var trial = trial
        let lab = trial.lab
        trial.store = try await SharedStores.root
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
