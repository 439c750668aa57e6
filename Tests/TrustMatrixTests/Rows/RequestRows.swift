import TestSupport

/// Each kind of request that the program makes goes under the same trust.
enum RequestRows {
    static let all: [MatrixRow] = [
        .site(55, "project page", "unknown", .bundle("root"), unknown),
        MatrixRow(55, "root page", trusting: "root", unknown.description) { trial in
            try trial.writeJob(
                [
                    Trial.Index(
                        url: trial.lab.url("unknown"),
                        lines: ["ca-file = \"\(trial.lab.pem("root"))\""])
                ], select: ["projects = [\"*\"]"])
            return try await trial.sync(toEnd: unknown)
        },
        MatrixRow(55, "page after a redirect", trusting: "root", unknown.description) { trial in
            let index = try LoopbackIndex()
            let lab = trial.lab
            index.set("/simple/alpha/", .redirect(to: lab.url("unknown") + "alpha/"))
            let nginx = try Nginx(before: index, lab.leaf("good"))
            try trial.writeJob(
                [
                    Trial.Index(
                        url: "https://good.localhost:\(nginx.tlsPort)/simple/",
                        lines: ["page-hosts = [\"\(lab.host("unknown"))\"]"])
                ], tables: ["[tls]", "ca-file = \"\(lab.pem("root"))\""])
            return try await trial.sync(toEnd: unknown)
        },
        files, nothingElse,
    ]

    private static let unknown = Requirement.untrusted(20, depth: 1)

    /// The page is trusted, the host of the file and of its metadata is not.
    private static let files = MatrixRow(
        55, "file and metadata at another host", trusting: "root",
        "\(unknown), nothing sent there"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        let stranger = try LoopbackIndex()
        let elsewhere = try Nginx(before: stranger, lab.leaf("unknown"))
        var tree = IndexTree(WheelMaker("alpha").wheel())
        tree.change("alpha") {
            $0.url = "https://unknown.localhost:\(elsewhere.tlsPort)/\($0.file.filename)"
        }
        tree.serve(on: index)
        let nginx = try Nginx(before: index, lab.leaf("good"))
        try trial.writeJob(
            [Trial.Index(url: "https://good.localhost:\(nginx.tlsPort)/simple/")],
            tables: ["[tls]", "ca-file = \"\(lab.pem("root"))\""])
        var finding = try await trial.sync(toEnd: unknown)
        finding.require(stranger.requests.isEmpty, "asked: \(stranger.requests)")
        return finding
    }

    /// No robots.txt, no HEAD, no update check, no telemetry.
    private static let nothingElse = MatrixRow(
        55, "every request of a run", trusting: "root", "pages, file, metadata"
    ) { trial in
        let lab = trial.lab
        let index = try LoopbackIndex()
        // The index is asked for metadata only where the wheel cannot be read.
        var wheel = WheelMaker("alpha").wheel()
        wheel.bytes = Array("no archive".utf8)
        IndexTree(wheel).serve(on: index)
        let nginx = try Nginx(before: index, lab.leaf("good"))
        let proxy = try ConnectProxy()
        try trial.writeJob(
            [
                Trial.Index(
                    url: "https://good.localhost:\(nginx.tlsPort)/simple/",
                    lines: ["ca-file = \"\(lab.pem("root"))\""])
            ], select: ["projects = [\"*\"]"])
        let observation = try await trial.sync(environment: [
            "HTTPS_PROXY": proxy.url, "HTTP_PROXY": proxy.url, "http_proxy": proxy.url,
        ])
        var finding = Requirement.fetched.judge(observation)
        let file = "/files/alpha/alpha-1.0-py3-none-any.whl"
        let asked = index.requests.map(\.description).sorted()
        finding.observed = "\(asked.count) requests, 1 host"
        finding.require(
            asked == [
                "GET \(file)", "GET \(file).metadata", "GET /simple/", "GET /simple/alpha/",
            ], "asked: \(asked)")
        let hosts = Set(proxy.requests.map(\.target))
        finding.require(hosts == ["good.localhost:\(nginx.tlsPort)"], "hosts: \(hosts)")
        return finding
    }
}
