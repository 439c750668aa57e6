import TestSupport
import Testing

/// What the program does beside pip, uv and curl, for one index under a private authority.
@Suite struct ComparisonTests {
    /// Who is told what.
    struct Situation: Sendable {
        let name: String
        /// Whether the system's store has the authority.
        let isInSystem: Bool
        var variable: (name: String, anchor: String)?
        /// The bundle named in the job or on the command line.
        var bundle: String?
        /// Whether the program has to trust the index.
        let isTrusted: Bool
    }

    private static let situations: [Situation] =
        [
            Situation(name: "system has it", isInSystem: true, isTrusted: true),
            Situation(name: "nobody has it", isInSystem: false, isTrusted: false),
        ]
        + variables.map {
            Situation(
                name: "\($0) has it", isInSystem: false, variable: ($0, "root"), isTrusted: true)
        }
        + variables.map {
            Situation(
                name: "system has it, \($0) another", isInSystem: true, variable: ($0, "other"),
                isTrusted: false)
        } + [
            Situation(name: "ca-file has it", isInSystem: false, bundle: "root", isTrusted: true),
            Situation(
                name: "system has it, ca-file another", isInSystem: true, bundle: "other",
                isTrusted: false),
            Situation(
                name: "ca-file has it, REQUESTS_CA_BUNDLE another", isInSystem: false,
                variable: ("REQUESTS_CA_BUNDLE", "other"), bundle: "root", isTrusted: true),
        ]

    private static let variables = [
        "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]

    private static let clients: [Client] = [.wheelbarrow, .pip, .uv, .uvSystem, .curl]

    @Test func theProgramTrustsWhatItsUsersHaveSet() async throws {
        if let obstacle = try await PrivateStore.obstacle {
            print("no comparison: \(obstacle)")
            return
        }
        let stores = [
            true: try await SharedStores.root,
            false: try await SharedStores.unrelated,
        ]
        var rows: [[String]] = []
        for situation in Self.situations {
            let store = try #require(stores[situation.isInSystem])
            var verdicts: [String] = []
            for client in Self.clients {
                verdicts.append(try await verdict(client, situation, store))
            }
            #expect(
                verdicts[0] == (situation.isTrusted ? "200" : "refused"), "\(situation.name)")
            rows.append([situation.name] + verdicts)
        }
        let table = TextTable(
            headings: ["the authority of an index"] + Self.clients.map(\.name), rows: rows)
        print(table.description)
        try FileTree.write(
            table.description, to: "\(Checkout.root)/.build/trust-comparison.txt")
    }

    private func verdict(
        _ client: Client, _ situation: Situation, _ store: PrivateStore
    ) async throws -> String {
        let trial = try await Trial()
        let lab = trial.lab
        let words = try client.command(
            trial, lab.url("local"), situation.bundle.map { lab.pem($0) })
        var environment = trial.environment
        environment["UV_HTTP_RETRIES"] = "0"
        if let (name, anchor) = situation.variable {
            try trial.directory.write(lab.text(anchor), to: "anchors/\(anchor).pem")
            let isDirectory = name == "SSL_CERT_DIR"
            if isDirectory { try lab.openssl("rehash", trial.directory["anchors"]) }
            environment[name] = isDirectory ? trial.directory["anchors"] : lab.pem(anchor)
        }
        let program = Program(
            words[0], Array(words.dropFirst()), environment: environment,
            directory: trial.directory.path)
        let outcome = try await store.entered(by: program).run()
        return Self.verdict(of: outcome)
    }

    private static func verdict(of outcome: Outcome) -> String {
        guard !outcome.succeeded else { return "200" }
        let said = (outcome.output + outcome.errors).lowercased()
        let isAboutTrust = ["certificate", "not trusted", "unknownissuer", "ssl"].contains {
            said.contains($0)
        }
        return isAboutTrust ? "refused" : "fails: \(said.split(separator: "\n").last ?? "")"
    }
}
