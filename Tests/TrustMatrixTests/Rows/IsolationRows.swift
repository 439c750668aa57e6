import TestSupport

/// Policies side by side in one process.
enum IsolationRows {
    static let all: [MatrixRow] = [authorities, insecurity, changedBetween, changedDuring, many]

    private static func tree(_ prefixes: [String], _ count: Int) -> IndexTree {
        var tree = IndexTree()
        for prefix in prefixes {
            for number in 0..<count { tree.add(WheelMaker("\(prefix)-\(number)").wheel()) }
        }
        return tree
    }

    private static func list(_ prefixes: [String], _ count: Int) -> String {
        let names = prefixes.flatMap { prefix in (0..<count).map { "\"\(prefix)-\($0)\"" } }
        return "requirements = [\(names.joined(separator: ", "))]"
    }

    /// Two hosts, each under its own authority and under the other's, all at once.
    private static let authorities = MatrixRow(
        48, "two hosts, two CAs, 50 at once over kept connections", trusting: "by index",
        "each host under its own CA only"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        let prefixes = ["a", "b", "c", "d"]
        tree(prefixes, 25).serve(on: index)
        let good = try Nginx(before: index, lab.leaf("good"))
        let unknown = try Nginx(before: index, lab.leaf("unknown"))
        let hosts = [
            ("a", "good", good.tlsPort, "root"), ("b", "good", good.tlsPort, "other"),
            ("c", "unknown", unknown.tlsPort, "other"), ("d", "unknown", unknown.tlsPort, "root"),
        ]
        try trial.writeJob(
            hosts.map { prefix, host, port, anchor in
                Trial.Index(
                    name: prefix, url: "https://\(host).localhost:\(port)/simple/",
                    lines: [
                        "projects = [\"\(prefix)-*\"]", "ca-file = \"\(lab.pem(anchor))\"",
                    ])
            }, select: [list(prefixes, 25)], download: ["connections = 50", "per-host = 50"])
        let observation = try await trial.sync()
        var finding = Finding("\(observation.failures.count) of 100 refused")
        let refused = ["b", "d"].flatMap { prefix in
            (0..<25).map { "\(prefix)-\($0) tls_trust" }
        }.sorted()
        finding.require(observation.failures == refused, "b and d refused: \(observation)")
        finding.require(observation.exit == 10, "exit 10: \(observation)")
        let leaked = index.requests.filter { request in
            ["/simple/b-", "/simple/d-"].contains { request.target.hasPrefix($0) }
        }
        finding.require(leaked.isEmpty, "asked under the wrong CA: \(leaked)")
        return finding
    }

    private static let insecurity = MatrixRow(
        49, "one host, secure and insecure index", trusting: "by index",
        "no connection or session shared"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        tree(["safe", "free"], 5).serve(on: index)
        let nginx = try Nginx(before: index, lab.leaf("good"))
        let host = "good.localhost:\(nginx.tlsPort)"
        try trial.writeJob(
            [("safe", "ca-file = \"\(lab.pem("root"))\""), ("free", "insecure = [\"\(host)\"]")].map
            { name, line in
                Trial.Index(
                    name: name, url: "https://\(host)/simple/",
                    lines: ["projects = [\"\(name)-*\"]", line])
            }, select: [list(["safe", "free"], 5)], download: ["connections = 1", "per-host = 1"])
        let observation = try await trial.sync()
        var finding = Finding("no shared connection, no resumed session")
        let refused = observation.failures.filter { $0.hasPrefix("safe") }
        finding.require(refused == [], "the secure one works: \(observation)")
        finding.require(
            index.requests.contains { $0.target.hasPrefix("/simple/free-") },
            "the insecure one is asked: \(observation)")
        try await Patience.until("all requests in the log") {
            nginx.accessLog.count >= index.requests.count
        }
        let entries = nginx.accessLog.map { $0.split(separator: " ") }
        let connections = { (prefix: String) in
            Set(entries.filter { $0[1].contains("/\(prefix)-") }.compactMap(\.last))
        }
        finding.require(
            connections("safe").isDisjoint(with: connections("free")),
            "a connection is shared: \(nginx.accessLog)")
        finding.require(
            !entries.contains { $0[5] == "r" }, "a session is resumed: \(nginx.accessLog)")
        return finding
    }

    private static let changedBetween = MatrixRow(
        50, "trust file changed between runs", trusting: "the bundle", "new id, new path"
    ) { trial in
        let lab = trial.lab
        try trial.directory.write(lab.text("root"), to: "bundle.pem")
        try trial.writeJob(
            [Trial.Index(url: lab.url("good"))], tables: ["[tls]", "ca-file = \"bundle.pem\""])
        let first = try await trial.sync()
        let before = try FileTree.names(in: trial.directory["mirror/cache/trust"])
        try trial.directory.write(lab.text("root", "other"), to: "bundle.pem")
        let second = try await trial.sync()
        let after = try FileTree.names(in: trial.directory["mirror/cache/trust"])
        var finding = Requirement.fetched.judge(first)
        finding.faults += Requirement.fetched.judge(second).faults
        let id = { (line: String) in line.split(separator: " ").last }
        finding.require(
            id(first.trustLine) != id(second.trustLine) && first.trustLine.contains("id "),
            "the id stays: \(first.trustLine), \(second.trustLine)")
        finding.require(
            before.count == 1 && !Set(after).subtracting(before).isEmpty,
            "the path stays: \(before), \(after)")
        return finding
    }

    /// The file is replaced while a download waits; later requests need new connections.
    private static let changedDuring = MatrixRow(
        50, "trust file changed during a run", trusting: "the bundle", "the run keeps the old one"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        let gate = Gate()
        let tree = tree(["held"], 4)
        tree.serve(on: index)
        let path = "/simple/held-0/"
        index.set(path, Script.json(tree.page("held-0", .json)).behaving(.held(gate)))
        let nginx = try Nginx(
            location: "proxy_pass \(index.origin); keepalive_timeout 0;", lab.leaf("good"))
        try trial.directory.write(lab.text("root"), to: "bundle.pem")
        try trial.writeJob(
            [
                Trial.Index(
                    url: "https://good.localhost:\(nginx.tlsPort)/simple/",
                    lines: ["ca-file = \"bundle.pem\""])
            ], select: [list(["held"], 4)], download: ["connections = 1", "per-host = 1"])
        let running = try trial.program(["sync", "job.toml", "--json"]).start()
        try await Patience.until("the held request") {
            !index.requests(for: path).isEmpty || !running.isRunning
        }
        try trial.directory.write(lab.text("other"), to: "bundle.pem")
        gate.open()
        let observation = Observation(["sync", "job.toml", "--json"], try await running.wait())
        return Requirement.fetched.judge(observation)
    }

    private static let many = MatrixRow(
        51, "10,000 files at a host of an unknown CA", trusting: "root",
        "1 diagnosis, 0 retries"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        let hash = String(repeating: "0123456789abcdef", count: 4)
        let links = (0..<10_000).map { number in
            let name = "alpha-1.0-\(number)-py3-none-any.whl"
            return "<a href=\"https://\(lab.host("unknown"))/\(name)#sha256=\(hash)\">\(name)</a>"
        }
        index.set("/simple/alpha/", .html("<html><body>\(links.joined(separator: "\n"))"))
        let nginx = try Nginx(before: index, lab.leaf("good"))
        let proxy = try ConnectProxy()
        try trial.writeJob(
            [
                Trial.Index(
                    url: "https://good.localhost:\(nginx.tlsPort)/simple/",
                    lines: ["projects = [\"alpha\"]", "ca-file = \"\(lab.pem("root"))\""])
            ], select: ["projects = [\"alpha\"]", "versions = \"all\""],
            tables: ["[tls]", "ca-file = \"\(lab.pem("root"))\""])
        let observation = try await trial.sync(environment: ["HTTPS_PROXY": proxy.url])
        let seconds = observation.document["duration_seconds"].number ?? .infinity
        let tries = proxy.requests.count { $0.target == lab.host("unknown") }
        let told = observation.document["failures"].array.filter { failure in
            failure["message"].string?.contains("skipped") != true
        }
        var finding = Finding(
            "\(told.count) diagnosis, \(tries) connections, \((seconds * 10).rounded() / 10) s")
        finding.require(observation.exit == 77, "exit 77: \(observation.outcome.errors)")
        finding.require(observation.code == 20, "code 20: \(observation.outcome.errors)")
        finding.require(told.count == 1, "\(told.count) diagnoses: \(told.prefix(3))")
        finding.require(observation.document["retries"].int == 0, "it was retried")
        finding.require((1...16).contains(tries), "\(tries) connections")
        return finding
    }
}
