import TestSupport
import Testing

/// Good and bad projects in one run, held against the ranks of the exit codes.
@Suite struct ExitCodeMixTests {
    /// One project of a run, and what alone it would make of it.
    struct Part: Sendable, CustomTestStringConvertible {
        let name: String
        let code: ExitCode
        /// Of the failure; nil where nothing fails.
        let kind: String?
        let serve: @Sendable (LoopbackIndex, String) -> Void

        var testDescription: String { name }
    }

    private static func page(_ name: String, _ script: Script)
        -> @Sendable (
            LoopbackIndex, String
        ) -> Void
    {
        { index, project in index.set("/simple/\(project)/", script) }
    }

    private static func files(
        _ change: @escaping @Sendable (inout IndexTree.Listing) -> Void, andAGoodOne: Bool = false
    ) -> @Sendable (LoopbackIndex, String) -> Void {
        { index, project in
            var tree = IndexTree()
            tree.add(WheelMaker(project, "1.0").wheel(), change)
            if andAGoodOne { tree.add(WheelMaker(project, "1.1").wheel()) }
            tree.serve(on: index)
        }
    }

    static let bad: [Part] = [
        Part(
            name: "denied", code: .noperm, kind: "auth", serve: page("denied", .failure(401))),
        Part(name: "broken", code: .unavailable, kind: "http", serve: page("", .failure(500))),
        Part(name: "absent", code: .unavailable, kind: "not_found", serve: { _, _ in }),
        Part(
            name: "login", code: .protocolError, kind: "not_an_index_page",
            serve: page("login", .html("<html><body><a href='/help'>Help</a></body></html>"))),
        Part(
            name: "newer", code: .protocolError, kind: "unsupported_version",
            serve: page(
                "newer",
                .json(#"{"meta":{"api-version":"2.0"},"name":"newer","files":[]}"#))),
        Part(
            name: "unhashed", code: .dataerr, kind: "no_hash", serve: files({ $0.sha256 = nil })),
        Part(
            name: "tampered", code: .dataerr, kind: "hash_mismatch",
            serve: files({ $0.sha256 = $0.sha256.map { String($0.reversed()) } })),
        Part(
            name: "yanked", code: .dataerr, kind: "no_match", serve: files({ $0.yanked = "" })),
    ]

    static let half: [Part] = [
        Part(name: "good", code: .ok, kind: nil, serve: files({ _ in })),
        Part(
            name: "half-unhashed", code: .partial, kind: "no_hash",
            serve: files({ $0.sha256 = nil }, andAGoodOne: true)),
        Part(
            name: "half-tampered", code: .partial, kind: "hash_mismatch",
            serve: files(
                { $0.sha256 = $0.sha256.map { String($0.reversed()) } }, andAGoodOne: true)),
    ]

    /// From the contract; the highest first.
    private static let ranks: [ExitCode] = [
        .guard, .noperm, .dataerr, .protocolError, .ioerr, .cantcreat, .unavailable, .noinput,
        .gap, .tempfail, .partial, .ok,
    ]

    private static func expected(_ parts: [Part]) -> ExitCode {
        if parts.allSatisfy({ $0.kind == nil }) { return .ok }
        if parts.contains(where: { $0.code == .ok || $0.code == .partial }) { return .partial }
        return ranks.first { rank in parts.contains { $0.code == rank } } ?? .software
    }

    private func hold(_ parts: [Part], dependencies: Bool) async throws {
        let names = parts.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(
            select: "requirements = [\(names)]", dependencies: dependencies)
        for part in parts { part.serve(scenario.index, part.name) }
        for _ in 0..<2 {
            let run = try await scenario.sync()
            let code = Self.expected(parts)
            expect(run, code)
            let failing = Set(run.document["failures"].array.compactMap(\.["project"].string))
            #expect(failing == Set(parts.filter { $0.kind != nil }.map(\.name)), "\(run)")
            for part in parts where part.kind != nil {
                let kinds = run.failures.filter { $0.hasPrefix(part.name) }
                #expect(kinds.allSatisfy { $0.hasSuffix(part.kind ?? "") }, "\(run)")
            }
            let isLive = run.document["generation"] != .null
            #expect(isLive == (code == .ok || code == .partial), "\(run)")
            let status = try await scenario.run("status", scenario.mirror, "--json")
            #expect((status.document["last_success"].string != nil) == isLive, "\(status)")
        }
        let after = Self.expected(parts)
        if after == .ok || after == .partial { try scenario.published.expectWhole() }
    }

    @Test(arguments: bad, [false, true])
    func aBadProjectAlone(bad: Part, dependencies: Bool) async throws {
        try await hold([bad], dependencies: dependencies)
    }

    @Test(arguments: bad.indices)
    func everyTwoBadProjects(place: Int) async throws {
        for second in Self.bad[(place + 1)...] {
            // Each way of asking for projects has its share of the pairs.
            try await hold(
                [Self.bad[place], second], dependencies: second.name.utf8.count.isMultiple(of: 2))
        }
    }

    @Test(arguments: half)
    func everyBadProjectBesideOneThatIsUsable(usable: Part) async throws {
        try await hold([usable], dependencies: false)
        for bad in Self.bad { try await hold([usable, bad], dependencies: false) }
    }

    /// However many fail, one that is usable makes the run a partial one.
    @Test(arguments: half, [false, true])
    func allBadProjectsBesideOneThatIsUsable(usable: Part, dependencies: Bool) async throws {
        try await hold([usable] + Self.bad, dependencies: dependencies)
    }

    /// What is on hold is told, whatever failed.
    @Test func aMirrorOnHoldWhoseProjectsAllFail() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        expect(try await scenario.run("rollback", scenario.mirror, "1", "--hold", "--json"), .ok)
        scenario.index.set("/simple/alpha/", .failure(500))
        expect(try await scenario.sync(), .guard, failures: ["alpha http"])
        expect(try await scenario.run("rollback", scenario.mirror, "--release", "--json"), .ok)
        expect(try await scenario.sync(), .unavailable, failures: ["alpha http"])
    }

    @Test func twoGoodProjectsAndTwoRefusedOnes() async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        for name in ["gamma", "delta"] { tree.add(WheelMaker(name).wheel()) { $0.sha256 = nil } }
        let scenario = try Scenario(
            tree, #"requirements = ["alpha", "beta", "gamma", "delta"]"#)
        let run = try await scenario.sync()
        expect(run, .partial)
        #expect(run.document["published"].bool == true)
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.document["last_success"].string != nil)
    }

    /// An unchanged project is a success as well.
    @Test(arguments: bad)
    func anUnchangedProjectBesideABadOne(bad: Part) async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: "requirements = [\"alpha\", \"\(bad.name)\"]")
        bad.serve(scenario.index, bad.name)
        let run = try await scenario.sync()
        expect(run, .partial)
        #expect(run.document["projects"]["failed"].int == 1)
    }

    /// Files that the page already refused do not make up for work that the budget left.
    @Test func refusedFilesDoNotHideWorkThatIsLeft() async throws {
        var tree = IndexTree()
        for number in 0..<4 {
            tree.add(WheelMaker("alpha", "1.\(number)", payloadSize: 20_000).wheel())
            tree.add(WheelMaker("beta", "1.\(number)").wheel()) { $0.sha256 = nil }
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["alpha", "beta"]"#, connections: 1)
        for listing in tree.projects["alpha"] ?? [] {
            scenario.index.set(
                "/" + IndexTree.filePath("alpha", listing),
                Script.file(listing.file.bytes).behaving(
                    .slow(bytesPerSecond: listing.file.bytes.count / 3)))
        }
        let run = try await scenario.sync("--time-budget", "1s")
        #expect(run.code == .tempfail, "\(run)")
        #expect(run.failures.count == 4, "\(run)")
    }
}
