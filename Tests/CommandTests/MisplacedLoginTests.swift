import TestSupport
import Testing

/// A login that stands where none belongs in a job is told by nobody.
@Suite struct MisplacedLoginTests {
    private static let secret = "s3cr3t-Zq8"
    private static let values = [
        "https://u:\(secret)@h.example/x", "git+https://u:\(secret)@h.example/x",
        "alpha@https://u:\(secret)@h.example/x y", "alpha @ https://u:\(secret)@h.example/x",
        "--index-url https://u:\(secret)@h.example/", "u:\(secret)@h.example",
        "//u:\(secret)@h.example/x", "https://u:a \(secret),@h.example",
        "https://${u:\(secret)}@h.example",
    ]
    private static let keys = [
        "mirror", "nonsense", "index.name", "index.url", "index.file-hosts", "index.page-hosts",
        "index.insecure", "index.projects", "index.format", "index.ca-file", "index.client-cert",
        "index.crl-file", "index.token-file", "index.trust", "index.nonsense",
        "select.requirements", "select.projects", "select.exclude", "select.requirement-files",
        "select.lock-files", "select.versions", "select.max-file-size", "select.minimum-age",
        "target.name", "target.python", "target.platform", "download.retries",
    ]

    @Test(arguments: keys) func itIsNotTold(key: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        // Where a folder may have any name, some of them are one.
        for value in Self.values where key != "mirror" || value.contains("://") {
            for text in ["\"\(value)\"", "[\"\(value)\"]"] {
                try scenario.directory.write(job(key, text, scenario), to: "job.toml")
                for arguments in [
                    ["check", "job.toml"], ["sync", "job.toml", "--plan", "--json"],
                ] {
                    let run = try await scenario.run(arguments)
                    let said = run.output + run.errors
                    #expect(!said.contains(Self.secret), "\(text): \(said)")
                }
            }
        }
    }

    private func job(_ key: String, _ value: String, _ scenario: Scenario) -> String {
        let address = "\"\(scenario.index.url("/simple/"))\""
        var tables: [(name: String, keys: [String: String])] = [
            ("", ["mirror": "\"mirror\""]), ("[index]", ["name": "\"main\"", "url": address]),
            ("select", ["requirements": "[\"alpha\"]"]), ("download", ["retries": "0"]),
            ("[target]", ["name": "\"ci\"", "python": "\"3.12\"", "platform": "\"linux-x86_64\""]),
        ]
        let parts = key.split(separator: ".").map(String.init)
        let table = parts.count == 1 ? "" : parts[0]
        for place in tables.indices where tables[place].name.filter(\.isLetter) == table {
            tables[place].keys[parts[parts.count - 1]] = value
        }
        return tables.map { name, keys in
            (name.isEmpty ? "" : "[\(name)]\n")
                + keys.sorted { $0.key < $1.key }.map { "\($0) = \($1)\n" }.joined()
        }.joined()
    }
}
