import TestSupport

/// The system's store, as its owner and the distribution's tools leave it.
enum StoreRows {
    static let all: [MatrixRow] = added + neglected + damaged

    private static let added: [MatrixRow] = [
        row(35, "local .crt, update-ca-certificates", .fetched) {
            ["corp.crt": try text($0, "root")]
        },
        .stored(35, "local .crt, removed again", trusting: "system", "77: 20 at depth 1") { trial in
            var trial = trial
            let store = try await PrivateStore(
                distribution: ["other.crt": trial.lab.text("other")],
                local: ["corp.crt": text(trial.lab, "root")])
            try FileTree.remove("\(store.path(.local))/corp.crt")
            try await store.update()
            trial.store = store
            return try await trial.syncAndProbe(
                trial.lab.url("good"), .surroundings("system"), unknown)
        },
        row(36, "local .crt with two certificates", .fetched) {
            ["corp.crt": try text($0, "proxyroot", "root")]
        },
        row(36, "local .crt in a sub-folder", .fetched) { ["team/corp.crt": try text($0, "root")] },
    ]

    /// What update-ca-certificates passes over without a word.
    private static let neglected: [MatrixRow] = [
        row(36, "local .pem", unknown, explaining: "corp.pem") {
            ["corp.pem": try text($0, "root")]
        },
        row(36, "local .cer", unknown, explaining: "corp.cer") {
            ["corp.cer": try text($0, "root")]
        },
        row(36, "local .crt in DER", unknown, explaining: "corp.crt") {
            ["corp.crt": try $0.der("root")]
        },
    ]

    private static let damaged: [MatrixRow] = [
        row(37, "local .crt corrupt beside a good one", .fetched, explaining: "corrupt.crt") {
            [
                "corp.crt": try text($0, "root"),
                "corrupt.crt": Array(PEMText.badBase64(try $0.text("proxyroot")).utf8),
            ]
        },
        .stored(38, "bundle emptied, directory good", trusting: "system", "200") { trial in
            var trial = trial
            let store = try await PrivateStore(distribution: ["corp.crt": trial.lab.text("root")])
            try FileTree.write("", to: "\(store.path(.certs))/ca-certificates.crt")
            trial.store = store
            return try await trial.syncAndProbe(
                trial.lab.url("good"), .surroundings("system"), .fetched)
        },
        .stored(
            38, "no store at all", trusting: "system", "78, \"ca-certificates\""
        ) { trial in
            var trial = trial
            let store = try await PrivateStore()
            for name in try FileTree.names(in: store.path(.certs)) {
                try FileTree.remove("\(store.path(.certs))/\(name)")
            }
            trial.store = store
            try trial.writeJob(trial.lab.url("good"))
            return try await trial.sync(
                toEnd: .misconfigured.saying("/etc/ssl/certs", "install ca-certificates"))
        },
    ]

    private static let unknown = Requirement.untrusted(20, depth: 1)

    private static func text(_ lab: TrustLab, _ names: String...) throws -> [UInt8] {
        Array(try names.map { try lab.text($0) }.joined().utf8)
    }

    /// - Parameter file: what `trust` has to name, saying why it does not count.
    private static func row(
        _ number: Int, _ setup: String, _ required: Requirement, explaining file: String? = nil,
        local: @escaping @Sendable (TrustLab) throws -> [String: [UInt8]]
    ) -> MatrixRow {
        let more = file.map { ", trust names \($0)" } ?? ""
        return .stored(number, setup, trusting: "system", required.description + more) { trial in
            var trial = trial
            trial.store = try await PrivateStore(
                distribution: ["other.crt": trial.lab.text("other")], local: local(trial.lab))
            var finding = try await trial.syncAndProbe(
                trial.lab.url("good"), .surroundings("system"), required)
            guard let file else { return finding }
            let trust = try await trial.run("trust", "--offline", "--json")
            let findings = trust.document["findings"].description
            finding.require(findings.contains(file), "\(file) is not explained: \(trust)")
            return finding
        }
    }
}
