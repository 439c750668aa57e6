import TestSupport

/// The variables that people have already set.
enum EnvironmentRows {
    static let all: [MatrixRow] = alone + disagreeing + odd + [conda]

    // MARK: Each alone

    private static let variables = [
        "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]

    /// The system has the root all the while.
    private static let alone: [MatrixRow] = variables.flatMap { variable in
        [("root", Requirement.fetched), ("other", .untrusted(20, depth: 1).saying(variable))].map {
            name, required in
            .stored(
                39, "system has root, \(variable) set", trusting: name, required.description
            ) { trial in
                var trial = trial
                trial.store = try await SharedStores.root
                trial.environment[variable] = try value(of: variable, name, trial)
                return try await trial.syncAndProbe(
                    trial.lab.url("good"), .surroundings(name), required)
            }
        }
    }

    private static func value(
        of variable: String, _ name: String, _ trial: Trial
    ) throws -> String {
        guard variable == "SSL_CERT_DIR" else { return trial.lab.pem(name) }
        try trial.directory.write(trial.lab.text(name), to: "anchors/\(name).pem")
        return trial.directory["anchors"]
    }

    // MARK: Several

    private static let disagreeing: [MatrixRow] = [
        MatrixRow(
            40, "REQUESTS_CA_BUNDLE=root, SSL_CERT_FILE=other", trusting: "root",
            "200, one notice naming both"
        ) { trial in
            let lab = trial.lab
            try trial.writeJob(lab.url("good"))
            let observation = try await trial.sync(environment: [
                "REQUESTS_CA_BUNDLE": lab.pem("root"), "SSL_CERT_FILE": lab.pem("other"),
            ])
            var finding = Requirement.fetched.judge(observation)
            let notices = observation.warnings
            finding.require(
                notices.count == 1
                    && notices.allSatisfy {
                        $0.contains("REQUESTS_CA_BUNDLE") && $0.contains("SSL_CERT_FILE")
                    }, "one notice that names both: \(observation)")
            return finding
        },
        winning("index ca-file=root, SSL_CERT_FILE=other", index: "root", environment: "other"),
        winning("--ca-file=root, SSL_CERT_FILE=other", option: "root", environment: "other"),
        winning("index ca-file=root, --ca-file=other", index: "root", option: "other"),
        winning("--ca-file=root, [tls] ca-file=other", option: "root", job: "other"),
        winning("[tls] ca-file=root, SSL_CERT_FILE=other", job: "root", environment: "other"),
        winning(
            "WHEELBARROW_CA_FILE=root, [tls] ca-file=other", own: "root", job: "other"),
    ]

    private static func winning(
        _ setup: String, index: String? = nil, option: String? = nil, own: String? = nil,
        job: String? = nil, environment: String? = nil
    ) -> MatrixRow {
        MatrixRow(40, setup, trusting: "root", "200") { trial in
            let lab = trial.lab
            let line = { (name: String) in "ca-file = \"\(lab.pem(name))\"" }
            try trial.writeJob(
                [Trial.Index(url: lab.url("good"), lines: index.map { [line($0)] } ?? [])],
                tables: job.map { ["[tls]", line($0)] } ?? [])
            var variables: [String: String] = [:]
            variables["SSL_CERT_FILE"] = environment.map { lab.pem($0) }
            variables["WHEELBARROW_CA_FILE"] = own.map { lab.pem($0) }
            let options = option.map { ["--ca-file", lab.pem($0)] } ?? []
            let observation = try await trial.run(
                ["sync", "job.toml", "--json"] + options, environment: variables)
            return trial.judge(observation, .fetched)
        }
    }

    // MARK: Odd values

    private static let odd: [MatrixRow] = [
        .stored(41, "SSL_CERT_FILE empty", trusting: "system has root", "200") { trial in
            var trial = trial
            trial.store = try await SharedStores.root
            trial.environment["SSL_CERT_FILE"] = ""
            return try await trial.syncAndProbe(
                trial.lab.url("good"), .surroundings("system"), .fetched)
        },
        refused("SSL_CERT_FILE", "missing", "no such file") { $0.directory["missing.pem"] },
        refused("SSL_CERT_FILE", "a directory", "directory", "SSL_CERT_DIR") { $0.directory.path },
        refused("SSL_CERT_DIR", "a file", "is a file", "SSL_CERT_FILE") { $0.lab.pem("root") },
        refused("SSL_CERT_FILE", "unreadable", "permission", isUnprivileged: true) { trial in
            let file = try trial.directory.write(trial.lab.text("root"), to: "closed.pem")
            try Program("chmod", ["000", file]).outputBlocking()
            return file
        },
        refused("SSL_CERT_FILE", "a FIFO", "not a regular file|FIFO|pipe") { trial in
            let path = trial.directory["fifo"]
            try Program("mkfifo", [path]).outputBlocking()
            return path
        },
    ]

    /// Settings that stop the program before it connects to anything.
    private static func refused(
        _ variable: String, _ what: String, _ words: String..., isUnprivileged: Bool = false,
        value: @escaping @Sendable (Trial) throws -> String
    ) -> MatrixRow {
        let required = Requirement.misconfigured.saying([variable] + words)
        return MatrixRow(
            41, "\(variable) is \(what)", trusting: "nothing",
            required.description + ", no connection"
        ) { trial in
            var trial = trial
            let value = try value(trial)
            let server = try BrokenServer(.closing)
            if isUnprivileged { trial.prefix = Unprivileged.prefix }
            try trial.writeJob("https://localhost:\(server.port)/simple/")
            var finding = try await trial.sync(
                toEnd: required.saying(value), environment: [variable: value])
            finding.require(server.connectionCount == 0, "it connected all the same")
            return finding
        }
    }

    private static let conda = MatrixRow(
        42, "SSL_CERT_FILE=root, SSL_CERT_DIR empty", trusting: "root", "200, no warning"
    ) { trial in
        try FileTree.makeDirectory(trial.directory["empty"])
        try trial.writeJob(trial.lab.url("good"))
        return try await trial.sync(
            toEnd: .fetched.quietly(),
            environment: [
                "SSL_CERT_FILE": trial.lab.pem("root"), "SSL_CERT_DIR": trial.directory["empty"],
            ])
    }
}
