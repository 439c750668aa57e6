import Testing

@testable import Inputs

/// Every documented key is read, or refused as not built yet; nothing is silently ignored.
struct JobTableTests {
    private static let pin = "sha256//CQZ8nAqONhpGh3nTcC0oaJzKjmvZGIn1uOWbTvJ3eyU="

    /// A good value for each key, in the words of the manual.
    static let values: [JobTable: [String: String]] = [
        .index: [
            "name": "\"a\"", "url": "\"https://index.example/simple/\"", "format": "\"html\"",
            "projects": "[\"acme-*\"]", "allow-unhashed": "true",
            "username": "\"ada\"\npassword-file = \"p\"",
            "password-file": "\"p\"\nusername = \"ada\"", "token-file": "\"t\"",
            "ca-file": "\"a.pem\"", "ca-dir": "\"certs\"", "extra-ca-file": "\"a.pem\"",
            "trust": "\"pin\"\npinned-public-key = [\"\(pin)\"]",
            "pinned-public-key": "[\"\(pin)\"]",
            "client-cert": "\"c.pem\"", "client-key": "\"k.pem\"\nclient-cert = \"c\"",
            "client-key-password-file": "\"p\"\nclient-cert = \"c\"", "crl-file": "\"crl.pem\"",
            "ocsp-stapling": "\"require\"", "min-tls": "\"1.3\"",
            "proxy": "\"http://proxy.example:3128\"", "proxy-ca-file": "\"a.pem\"",
            "proxy-client-cert": "\"c.pem\"",
            "proxy-client-key": "\"k.pem\"\nproxy-client-cert = \"c\"",
            "proxy-insecure": "[\"proxy.example:3128\"]", "file-hosts": "[\"f.example\"]",
            "page-hosts": "[\"p.example\"]", "insecure": "[\"index.example:443\"]",
            "full-check": "\"7d\"",
        ],
        .select: [
            "requirements": "[\"six\"]", "projects": "[\"acme-*\"]",
            "requirement-files": "[\"requirements.txt\"]", "lock-files": "[\"uv.lock\"]",
            "dependencies": "true", "versions": "\"all\"", "sdists": "\"never\"",
            "prereleases": "\"allow\"", "removed": "\"keep\"", "yanked": "\"never\"",
            "wheels": "\"compatible\"",
            "minimum-age": "\"7d\"", "as-of": "2026-01-01", "exclude": "[\"badpkg\"]",
            "max-file-size": "\"2GiB\"", "minimum-age-except": "[\"acme-*\"]",
        ],
        .target: [
            "name": "\"ci\"", "python": "\"3.12\"", "platform": "\"linux-x86_64\"",
            "implementation": "\"cp\"", "tags": "[\"py3-none-any\"]",
        ],
        .tls: [
            "ca-file": "\"a.pem\"", "ca-dir": "\"certs\"", "extra-ca-file": "\"a.pem\"",
            "env-mode": "\"ignore\"", "strict-bundle": "true", "min-tls": "\"1.3\"",
            "audit": "\"deny\"", "audit-reference": "\"certifi\"", "proxy-ca-file": "\"a.pem\"",
        ],
        .download: [
            "connections": "8", "per-host": "4", "bandwidth": "\"50MiB/s\"", "retries": "2",
            "stall-timeout": "\"20s\"", "connect-timeout": "\"10s\"",
        ],
        .publish: [
            "keep-generations": "5", "grace": "\"7d\"", "shrink-limit": "\"20%\"",
            "min-free": "\"10%\"", "prove-installable": "true",
            "base-url": "\"https://mirror.example/\"",
        ],
        .report: [
            "metrics-file": "\"w.prom\"", "ping-url": "\"https://monitor.example/x\"",
            "alert-after": "\"26h\"", "overrun-after": "\"12h\"",
            "on-failure": "[\"mail\", \"root\"]", "on-change": "[\"true\"]",
            "page": "\"status.html\"",
        ],
    ]

    /// Documented and not built yet, some for one value alone.
    static let unbuilt: [JobTable: Set<String>] = [
        .index: ["full-check"], .select: ["minimum-age-except"],
        .publish: ["base-url"],
        .report: ["metrics-file", "ping-url", "on-failure", "on-change", "page"],
    ]

    @Test(arguments: JobTable.allCases.filter { $0 != .top })
    func everyKeyIsReadOrRefused(table: JobTable) throws {
        let values = try #require(Self.values[table])
        #expect(Set(values.keys) == Set(table.keys))
        for (key, value) in values {
            let problems = JobText.problems(Self.job(table, key, value))
            if Self.unbuilt[table]?.contains(key) == true {
                #expect(problems.count == 1, "\(key)")
                #expect(problems.first?.contains("not supported in this version") == true)
            } else {
                #expect(problems == [], "\(key)")
            }
        }
    }

    @Test func everyKeyHasItsTable() {
        let tables = JobTable.allCases.filter { $0 != .top }.map(\.name)
        #expect(Set(tables + ["mirror", "name"]) == Set(JobTable.top.keys))
        for table in JobTable.allCases {
            #expect(Set(table.unbuiltKeys).isSubset(of: table.keys))
        }
    }

    private static func job(_ table: JobTable, _ key: String, _ value: String) -> String {
        let line = "\(key) = \(value)\n"
        switch table {
        case .select:
            var select = ["projects": "projects = [\"*\"]\n", "": "dependencies = false\n"]
            if key == "projects" { select["projects"] = nil }
            if key == "dependencies" { select[""] = nil }
            return "mirror = \"m\"\n[select]\n" + select.values.joined() + line
        case .target:
            let needed = [
                "python": "python = \"3.11\"\n", "platform": "platform = \"linux-x86_64\"\n",
            ]
            let others = needed.filter { $0.key != key }.values.joined()
            return JobText.minimal + "[[target]]\n" + others + line
        default: return JobText.minimal + table.title + "\n" + line
        }
    }
}
