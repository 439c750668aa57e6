import TestSupport

/// Proxies: plain, over TLS, inspecting, and exceptions from them.
enum ProxyRows {
    static let all: [MatrixRow] = plain + secure + inspecting + exceptions + [mistaken]

    // MARK: Plain

    private static let plain: [MatrixRow] = [
        row(29, "CONNECT proxy", .fetched) { try ConnectProxy() },
        row(29, "proxy wants a login", .failed("auth", exit: 77).saying("HTTPS_PROXY", "407")) {
            try ConnectProxy(.requiring(basic: "dTpw"))
        },
        row(29, "proxy gets the right login", .fetched, login: "u:p@") {
            try ConnectProxy(.requiring(basic: "dTpw"))
        },
        row(29, "proxy forbids", .failed("auth", exit: 77).saying("HTTPS_PROXY", "403")) {
            try ConnectProxy(.refusing(403))
        },
        named(29, "proxy is not running", .failed("proxy").saying("HTTPS_PROXY")) { _ in
            "http://127.0.0.1:1"
        },
        named(29, "proxy of unknown name", .failed("proxy").saying("HTTPS_PROXY", "proxy.invalid"))
        {
            _ in "http://proxy.invalid:3128"
        },
    ]

    private static func row(
        _ number: Int, _ setup: String, _ required: Requirement, login: String = "",
        proxy: @escaping @Sendable () throws -> ConnectProxy
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: "root", required.description) { trial in
            let proxy = try proxy()
            try trial.writeJob(
                trial.lab.url("good"), ["ca-file = \"\(trial.lab.pem("root"))\""])
            let url = "http://\(login)127.0.0.1:\(proxy.port)"
            let address = required.exit == 0 ? [] : ["127.0.0.1:\(proxy.port)"]
            var finding = try await trial.sync(
                toEnd: required.saying(address), environment: ["HTTPS_PROXY": url])
            finding.require(!proxy.requests.isEmpty, "the proxy was not asked")
            return finding
        }
    }

    private static func named(
        _ number: Int, _ setup: String, _ required: Requirement,
        url: @escaping @Sendable (Trial) throws -> String
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: "root", required.description) { trial in
            try trial.writeJob(
                trial.lab.url("good"), ["ca-file = \"\(trial.lab.pem("root"))\""])
            return try await trial.sync(
                toEnd: required, environment: ["HTTPS_PROXY": try url(trial)])
        }
    }

    // MARK: Over TLS

    private static let secure: [MatrixRow] = [
        secure(
            30, "https proxy of an unknown CA", "proxy", "good", trust: "root",
            .untrusted(20, depth: 0).saying("proxy-ca-file", "Proxy Root")),
        secure(
            30, "https proxy of a known CA", "proxy", "good", trust: "root",
            lines: ["proxy-ca-file = \"$proxyroot\""], .fetched),
        secure(
            30, "https proxy of another name", "proxy-misnamed", "good", trust: "root",
            lines: ["proxy-ca-file = \"$proxyroot\""],
            .untrusted(62, depth: 0).saying("proxy", "elsewhere.localhost")),
        secure(
            30, "https proxy under the same anchors", "proxy-same", "good", trust: "root", .fetched),
        secure(
            31, "https proxy trusted, origin unknown", "proxy-same", "unknown", trust: "root",
            .untrusted(20, depth: 1).saying("Other Root")),
    ]

    private static func secure(
        _ number: Int, _ setup: String, _ leaf: String, _ name: String, trust: String,
        lines: [String] = [], _ required: Requirement
    ) -> MatrixRow {
        let trusted = trust + (lines.isEmpty ? "" : ", proxy's: proxyroot")
        return MatrixRow(number, setup, trusting: trusted, required.description) { trial in
            let proxy = try await SecureProxy(trial.lab.leaf(leaf))
            let own = lines.map { $0.replacing("$proxyroot", with: trial.lab.pem("proxyroot")) }
            try trial.writeJob(
                trial.lab.url(name),
                ["proxy = \"\(proxy.url)\"", "ca-file = \"\(trial.lab.pem(trust))\""] + own)
            return try await trial.syncAndTrust(toEnd: required)
        }
    }

    private static let mistaken = MatrixRow(
        34, "https:// written for a plain proxy", trusting: "root", "69: proxy, \"http://\""
    ) { trial in
        let proxy = try ConnectProxy()
        try trial.writeJob(
            trial.lab.url("good"),
            [
                "proxy = \"https://127.0.0.1:\(proxy.port)\"",
                "ca-file = \"\(trial.lab.pem("root"))\"",
            ], download: ["connect-timeout = \"1s\""])
        return try await trial.sync(toEnd: .failed("proxy").saying("http://127.0.0.1"))
    }

    // MARK: Inspecting

    private static let inspecting: [MatrixRow] = [
        // A company's own server is asked through its proxy, too.
        probed("CA trusted", ["root", "firewall"], .fetched, isLikely: false),
        probed(
            "CA not trusted", ["root"], .untrusted(19, depth: 1).saying("Firewall Root"),
            isLikely: true),
        MatrixRow(
            32, "inspecting proxy, CA trusted, leaf pinned", trusting: "root + firewall",
            "77: 90, \"inspect\""
        ) { trial in
            let proxy = try ConnectProxy(leadingTo: trial.lab.port(.inspection))
            let bundle = try trial.directory.write(
                trial.lab.text("root", "firewall"), to: "bundle.pem")
            try trial.writeJob(
                trial.lab.url("good"),
                [
                    "ca-file = \"\(bundle)\"",
                    "pinned-public-key = [\"\(try trial.lab.pin("good"))\"]",
                ])
            return try await trial.sync(
                toEnd: .untrusted(90).saying("inspect"), environment: ["HTTPS_PROXY": proxy.url])
        },
    ]

    private static func probed(
        _ setup: String, _ names: [String], _ required: Requirement, isLikely: Bool
    ) -> MatrixRow {
        MatrixRow(
            32, "inspecting proxy, \(setup)", trusting: names.joined(separator: " + "),
            "\(required), inspection \(isLikely ? "likely" : "not seen")"
        ) { trial in
            var trial = trial
            let proxy = try ConnectProxy(leadingTo: trial.lab.port(.inspection))
            trial.environment["HTTPS_PROXY"] = proxy.url
            let url = trial.lab.url("good")
            let text = try names.map { try trial.lab.text($0) }.joined()
            let trust = ClientTrust(label: "") { _ in Array(text.utf8) }
            var finding = try await trial.syncAndProbe(url, trust, required)
            let probe = try await trial.probe(url, "--ca-file", trial.directory["bundle.pem"])
            let seen = probe.host["inspection"]["likely"].bool
            finding.observed += seen == true ? ", inspection likely" : ""
            finding.require(seen == isLikely, "inspection is likely: \(isLikely): \(probe)")
            return finding
        }
    }

    // MARK: Exceptions

    private static let exceptions: [MatrixRow] = [
        "localhost", ".localhost", "*.localhost", "*", "good.localhost:$PORT", "LOCALHOST",
        "127.0.0.0/8",
    ].map { exception in
        MatrixRow(
            33, "NO_PROXY=\(exception)", trusting: "root", "200, past the proxy"
        ) { trial in
            let proxy = try ConnectProxy(.refusing(403))
            let port = trial.lab.port()
            let host = exception.hasPrefix("127") ? "127.0.0.1" : "good.localhost"
            try trial.writeJob(
                "https://\(host):\(port)/simple/", ["ca-file = \"\(trial.lab.pem("root"))\""])
            let environment = [
                "https_proxy": proxy.url,
                "NO_PROXY": exception.replacing("$PORT", with: "\(port)"),
            ]
            var finding = try await trial.sync(toEnd: .fetched, environment: environment)
            finding.require(
                proxy.requests.isEmpty, "the proxy was asked for \(proxy.requests)")
            return finding
        }
    }
}
