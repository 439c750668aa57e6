import TestSupport

/// The system's store held against a reference.
enum AuditRows {
    static let all: [MatrixRow] =
        [
            classified("local anchor", "firewall", ["local"]),
            classified("same key, renewed", "exproot-renewed", ["renewed"]),
            classified("absent from the reference", "root", ["absent_from_reference"]),
            classified("in both", "proxyroot", []),
            classified("in the reference only", "new-root", ["absent_here"]),
            classified("expired", "exproot", ["expired"]),
            classified("short key", "weakroot", ["weak"]),
            classified("distrust after a day", "other", ["distrust_after"]),
        ] + [
            denied("leaf from before the day", "issuedbefore", .fetched),
            denied("leaf from after the day", "issuedafter", .untrusted(50).saying("distrust")),
            denied("absent from the reference", "good", .fetched),
        ]

    /// What the reference says of each of its roots: a date in CCADB's form, or nothing.
    private static let reference = [
        "exproot": "", "proxyroot": "", "new-root": "", "weakroot": "", "other": "2025.06.30",
    ]

    private static let sharedStore = Once {
        let lab = try await TrustLab.shared
        let names = ["root", "proxyroot", "exproot", "exproot-renewed", "weakroot", "other"]
        return try await PrivateStore(
            distribution: Dictionary(
                uniqueKeysWithValues: names.map { ("\($0).crt", try lab.text($0)) }),
            local: ["firewall.crt": Array(lab.text("firewall").utf8)])
    }

    /// CCADB's report, with the columns that an audit reads.
    private static func report(_ lab: TrustLab) throws -> String {
        let header = [
            "Common Name or Certificate Name", "SHA-256 Fingerprint", "Trust Bits",
            "Distrust for TLS After Date", "Mozilla Applied Constraints", "PEM Info",
        ]
        let lines = try reference.sorted { $0.key < $1.key }.map { name, day in
            [name, try lab.fingerprint(name), "Websites", day, "", "'\(try lab.text(name))'"]
        }
        return ([header] + lines).map { fields in
            fields.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    private static func classified(
        _ setup: String, _ name: String, _ classes: [String]
    ) -> MatrixRow {
        let required = classes.isEmpty ? "no finding" : classes.joined(separator: ", ")
        return .stored(54, "audit: \(setup)", trusting: name, required) { trial in
            var trial = trial
            trial.store = try await sharedStore.value
            try trial.directory.write(report(trial.lab), to: "ccadb.csv")
            let audit = try await trial.run("trust", "audit", "--against", "ccadb.csv", "--json")
            let print = try trial.lab.fingerprint(name)
            let found = audit.document["findings"].array.filter {
                $0["sha256"].string?.uppercased() == print
            }.compactMap { $0["class"].string }.sorted()
            var finding = Finding(found.isEmpty ? "no finding" : found.joined(separator: ", "))
            finding.require(audit.exit == 0, "an audit only reports: \(audit)")
            finding.require(found == classes, "\(classes): \(audit)")
            return finding
        }
    }

    private static func denied(
        _ setup: String, _ name: String, _ required: Requirement
    ) -> MatrixRow {
        .stored(54, "audit = \"deny\": \(setup)", trusting: "system", required.description) {
            trial in
            var trial = trial
            trial.store = try await sharedStore.value
            try trial.directory.write(report(trial.lab), to: "ccadb.csv")
            try trial.writeJob(
                [Trial.Index(url: trial.lab.url(name))],
                tables: ["[tls]", "audit = \"deny\"", "audit-reference = \"ccadb.csv\""])
            return try await trial.sync(toEnd: required)
        }
    }
}
