import TestSupport
import Testing

/// What a table of a job says of its index holds for that table alone, also where another names the
/// same address.
@Suite struct IndexesApartTests {
    /// Tables of one job, or of several.
    private struct Table {
        var name: String
        var url: String
        var lines = ""
    }

    private func write(
        _ file: String, _ tables: [Table], _ select: String, in scenario: Scenario
    ) throws -> String {
        let indexes = tables.map {
            "[[index]]\nname = \"\($0.name)\"\nurl = \"\($0.url)\"\n\($0.lines)\n"
        }
        return try scenario.directory.write(
            """
            mirror = "mirror"
            \(indexes.joined())
            [select]
            dependencies = false
            versions = "all"
            \(select)
            [download]
            retries = 0
            """, to: file)
    }

    private static func unhashed(_ names: String...) -> IndexTree {
        var tree = IndexTree()
        for name in names {
            tree.add(WheelMaker(name).wheel()) { $0.sha256 = nil }
        }
        return tree
    }

    @Test(arguments: [true, false])
    func aPermissionForUnhashedFilesIsOneTables(isFirst: Bool) async throws {
        let scenario = try Scenario(Self.unhashed("alpha", "beta"))
        let url = scenario.index.url("/simple/")
        var tables = [
            Table(name: "lax", url: url, lines: "projects = [\"a*\"]\nallow-unhashed = true"),
            Table(name: "strict", url: url, lines: "projects = [\"b*\"]"),
        ]
        if !isFirst { tables.reverse() }
        let job = try write("job.toml", tables, #"requirements = ["alpha", "beta"]"#, in: scenario)
        for _ in 0..<2 {
            let run = try await scenario.run("sync", job, "--json")
            #expect(run.failures == ["beta/beta-1.0-py3-none-any.whl no_hash"], "\(run)")
            #expect(run.document["failures"][0]["index"].string == "strict", "\(run)")
            #expect(try scenario.published.projects() == ["alpha"])
        }
    }

    @Test(arguments: [true, false], [true, false])
    func aPermissionForUnhashedFilesIsOneJobs(isFirst: Bool, atOnce: Bool) async throws {
        let scenario = try Scenario(Self.unhashed("alpha", "beta"))
        let url = scenario.index.url("/simple/")
        let lax = try write(
            "lax.toml", [Table(name: "main", url: url, lines: "allow-unhashed = true")],
            #"requirements = ["alpha"]"#, in: scenario)
        let strict = try write(
            "strict.toml", [Table(name: "main", url: url)],
            #"requirements = ["alpha", "beta"]"#, in: scenario)
        let jobs = isFirst ? [lax, strict] : [strict, lax]
        var failures: [String] = []
        if atOnce {
            failures = try await scenario.run(["sync"] + jobs + ["--json"]).failures
        } else {
            for job in jobs {
                failures += try await scenario.run("sync", job, "--json").failures
            }
        }
        #expect(
            failures.sorted() == [
                "alpha/alpha-1.0-py3-none-any.whl no_hash",
                "beta/beta-1.0-py3-none-any.whl no_hash",
            ])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func aPermissionThatIsTakenBackHoldsNoMore() async throws {
        let scenario = try Scenario(Self.unhashed("alpha"), #"requirements = ["alpha"]"#)
        try scenario.writeJob(
            index: "allow-unhashed = true", select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        let run = try await scenario.sync()
        #expect(run.failures == ["alpha/alpha-1.0-py3-none-any.whl no_hash"], "\(run)")
    }

    /// One server that shows each login other projects, under the same entity tags.
    private func serveLogins(_ scenario: Scenario) {
        let tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        let owners = ["alpha": "Basic YW5uOmE=", "beta": "Basic Ym9iOmI="]
        scenario.index.respond { request in
            guard let name = owners.keys.first(where: { request.path.contains("/\($0)/") }) else {
                return nil
            }
            if request.path.hasPrefix("/simple/") {
                return request["authorization"] == owners[name]
                    ? Script.json(tree.page(name, .json)).tagged("\"1\"") : .failure(404)
            }
            return request["authorization"] == owners[name] ? nil : .failure(401)
        }
        tree.serve(on: scenario.index)
    }

    @Test func aLoginIsOneTables() async throws {
        let scenario = try Scenario(IndexTree())
        serveLogins(scenario)
        let origin = scenario.index.origin.dropFirst("http://".count)
        let job = try write(
            "job.toml",
            [
                Table(name: "ann", url: "http://ann:a@\(origin)/simple/"),
                Table(name: "bob", url: "http://bob:b@\(origin)/simple/"),
            ], #"requirements = ["alpha", "beta"]"#, in: scenario)
        for _ in 0..<2 {
            expect(try await scenario.run("sync", job, "--json"), .ok, failures: [])
            #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
        }
        try scenario.published.expectWhole()
    }

    @Test(arguments: [true, false])
    func aLoginIsOneJobs(atOnce: Bool) async throws {
        let scenario = try Scenario(IndexTree())
        serveLogins(scenario)
        let origin = scenario.index.origin.dropFirst("http://".count)
        let select = #"requirements = ["alpha"]"#
        let ann = try write(
            "ann.toml", [Table(name: "main", url: "http://ann:a@\(origin)/simple/")], select,
            in: scenario)
        let bob = try write(
            "bob.toml", [Table(name: "main", url: "http://bob:b@\(origin)/simple/")], select,
            in: scenario)
        if atOnce {
            let run = try await scenario.run("sync", ann, bob, "--json")
            expect(run, .partial, failures: ["alpha not_found"])
        } else {
            expect(try await scenario.run("sync", ann, "--json"), .ok, failures: [])
            expect(
                try await scenario.run("sync", bob, "--json"), .unavailable,
                failures: ["alpha not_found"])
        }
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test(arguments: [true, false], [true, false])
    func anExceptionFromTrustIsOneJobs(isFirst: Bool, atOnce: Bool) async throws {
        let authority = try PrivateCA()
        let scenario = try Scenario(Self.unhashed("alpha"))
        IndexTree(WheelMaker("alpha").wheel()).serve(on: scenario.index)
        let front = try Nginx(before: scenario.index, authority.server)
        let url = "\(front.tlsURL)/simple/"
        let select = #"requirements = ["alpha"]"#
        let lax = try write(
            "lax.toml",
            [Table(name: "main", url: url, lines: "insecure = [\"localhost:\(front.tlsPort)\"]")],
            select, in: scenario)
        let strict = try write(
            "strict.toml", [Table(name: "main", url: url)], select, in: scenario)
        let jobs = isFirst ? [lax, strict] : [strict, lax]
        var failures: [String] = []
        if atOnce {
            failures = try await scenario.run(["sync"] + jobs + ["--json"]).failures
        } else {
            for job in jobs {
                failures += try await scenario.run("sync", job, "--json").failures
            }
        }
        #expect(failures.sorted() == ["alpha no_hash", "alpha tls_trust"])
    }

    /// What came over a connection that proved nothing is not taken for what a proven one says.
    @Test func aPageIsAskedForAnewWhereTrustChanged() async throws {
        let authority = try PrivateCA()
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let front = try Nginx(before: scenario.index, authority.server)
        let select = #"requirements = ["alpha"]"#
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: "insecure = [\"localhost:\(front.tlsPort)\"]", select: select)
        expect(try await scenario.sync(), .dataerr, failures: ["alpha no_hash"])
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "ca-file = \"\(authority.rootFile)\"",
            select: select)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(
            scenario.index.requests(for: "/simple/alpha/").map { $0["if-none-match"] } == [nil])
    }

    @Test func whatTwoJobsAskAlikeIsFetchedOnce() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        let jobs = try ["one.toml", "two.toml"].map { name in
            try write(
                name, [Table(name: "main", url: scenario.index.url("/simple/"))],
                #"projects = ["*"]"#, in: scenario)
        }
        for _ in 0..<2 {
            scenario.index.forgetRequests()
            expect(try await scenario.run(["sync"] + jobs + ["--json"]), .ok, failures: [])
            for path in ["/simple/", "/simple/alpha/", "/simple/beta/"] {
                #expect(scenario.index.requests(for: path).count == 1, "\(path)")
            }
        }
        let wheels = scenario.index.requests.filter { $0.path.hasSuffix(".whl") }
        #expect(wheels.isEmpty)
    }

    @Test func aLimitOfShrinkingIsOneJobs() async throws {
        var tree = IndexTree()
        for number in 0..<10 { tree.add(WheelMaker("alpha", "1.\(number)").wheel()) }
        let scenario = try Scenario(tree)
        let jobs = try [("careful", "10%"), ("easy", "90%")].map { name, limit in
            let job = try write(
                "\(name).toml", [Table(name: "main", url: scenario.index.url("/simple/"))],
                #"requirements = ["alpha"]"#, in: scenario)
            let text = try scenario.directory.text("\(name).toml")
            try scenario.directory.write(
                text + "\n[publish]\nshrink-limit = \"\(limit)\"\n", to: "\(name).toml")
            return job
        }
        expect(try await scenario.run(["sync"] + jobs + ["--json"]), .ok, failures: [])
        tree.projects["alpha"]?.removeFirst(5)
        tree.serve(on: scenario.index)
        let run = try await scenario.run(["sync"] + jobs + ["--json"])
        #expect(run.failures == ["alpha shrunk"], "\(run)")
        #expect(run.document["failures"][0]["message"].string?.contains("5 of 10") == true)
        expect(try await scenario.run("sync", jobs[1], "--json"), .ok, failures: [])
    }

    /// Two logins see one page; the files are for one of them.
    @Test(arguments: [true, false])
    func aFileThatOneLoginCannotHaveComesByTheOther(isFirst: Bool) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        scenario.index.respond { request in
            let isBob = request["authorization"] == "Basic Ym9iOmI="
            return request.path.hasPrefix("/files/") && !isBob ? .failure(403) : nil
        }
        let origin = scenario.index.origin.dropFirst("http://".count)
        let select = #"requirements = ["alpha"]"#
        var jobs = try ["ann:a", "bob:b"].map { login in
            try write(
                "\(login.prefix(3)).toml",
                [Table(name: "main", url: "http://\(login)@\(origin)/simple/")], select,
                in: scenario)
        }
        if !isFirst { jobs.reverse() }
        expect(try await scenario.run(["sync"] + jobs + ["--json"]), .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha"])
        try scenario.published.expectWhole()
        expect(try await scenario.run("prove", jobs[0], "--json"), .ok)
    }
}
