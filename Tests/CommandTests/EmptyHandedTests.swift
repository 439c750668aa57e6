import TestSupport
import Testing

/// A run that mirrors nothing of what was asked for says so.
@Suite struct EmptyHandedTests {
    private static let signOn = Script.html(
        #"<html><body><a href="/help">Help</a> <a href="/login">Login</a></body></html>"#)

    private func scenario(_ select: String) throws -> Scenario {
        try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()), select)
    }

    @Test func aListOfWhichNoNameHasAPageIsNone() async throws {
        let scenario = try scenario(#"projects = ["*"]"#)
        scenario.index.set("/simple/", Self.signOn)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .protocolError, failures: ["- not_an_index_page"])
        }
        // What was no list is not what the right one is held against.
        scenario.index.set("/simple/", .json(try #require(rootPage())))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    /// A portal that shows its login wherever one goes, or nothing at all.
    @Test(arguments: [Script.html("<a href=\"/login\">Login</a>"), .failure(500), .failure(403)])
    func aListOfWhichNoPageCameIsNoMeasure(answer: Script) async throws {
        let scenario = try scenario(#"projects = ["*"]"#)
        scenario.index.set("/simple/", Self.signOn)
        scenario.index.set("/simple/help/", answer)
        scenario.index.set("/simple/login/", answer)
        let run = try await scenario.sync()
        #expect(run.failures.count == 2 && run.code != .ok, "\(run)")
        scenario.index.set("/simple/", .json(try #require(rootPage())))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    private func rootPage() -> String? {
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()).rootPage(.json)
    }

    @Test func whatIsRequiredByNameStillComesBesideSuchAList() async throws {
        let scenario = try scenario("projects = [\"*\"]\nrequirements = [\"alpha\"]")
        scenario.index.set("/simple/", Self.signOn)
        expect(try await scenario.sync(), .partial, failures: ["- not_an_index_page"])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func excludedNamesProveNothing() async throws {
        let scenario = try scenario("projects = [\"*\"]\nexclude = [\"login\"]")
        scenario.index.set("/simple/", Self.signOn)
        expect(try await scenario.sync(), .protocolError, failures: ["- not_an_index_page"])
    }

    @Test func aGlobThatMatchesNothingIsTold() async throws {
        let scenario = try scenario(#"projects = ["alph*", "acme-*"]"#)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.count { $0.contains("acme-*") } == 1, "\(run)")
        #expect(!run.warnings.contains { $0.contains("alph*") }, "\(run)")
        let again = try await scenario.sync()
        #expect(again.warnings.contains { $0.contains("acme-*") }, "\(again)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.warnings.contains { $0.contains("acme-*") }, "\(status)")
    }

    @Test func aListedProjectWithoutAPageIsTold() async throws {
        let scenario = try scenario(#"projects = ["*"]"#)
        scenario.index.remove("/simple/beta/")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("beta") }, "\(run)")
        #expect(run.document["projects"]["left_out"].int == 1)
        scenario.index.set("/simple/alpha/", .failure(500))
        let failing = try await scenario.sync()
        expect(failing, .unavailable, failures: ["alpha http"])
    }

    @Test(arguments: [
        #"requirements = ["alpha; sys_platform == 'win32'"]"#, "projects = [\"acme-*\"]",
        "projects = [\"*\"]\nexclude = [\"alpha\", \"beta\"]",
    ])
    func aJobThatMirrorsNothingSaysSo(select: String) async throws {
        let scenario = try scenario(select)
        try scenario.writeJob(
            select: select,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .ok, failures: [])
            #expect(run.warnings.contains { $0.contains("mirrors no file") }, "\(run)")
        }
    }

    @Test func aProjectOfWhichEveryFileWasRefusedFailed() async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel())
        let other = Distribution(
            project: "alpha", filename: "alpha-1.0-py3-none-any.whl", bytes: Array("other".utf8))
        tree.add(other)
        let scenario = try Scenario(tree, #"projects = ["*"]"#)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .dataerr, failures: ["alpha/alpha-1.0-py3-none-any.whl ambiguous"])
            #expect(run.document["projects"]["left_out"].int == 0, "\(run)")
        }
        var unhashed = IndexTree(WheelMaker("alpha").wheel())
        unhashed.change("alpha") { $0.sha256 = nil }
        unhashed.serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha/alpha-1.0-py3-none-any.whl no_hash"])
    }

    @Test func aDirectoryListingIsNoEmptyPage() async throws {
        let head = #"<html><head><meta name="pypi:repository-version" content="1.1"></head><body>"#
        let links = [
            #"<a href="../">Parent Directory</a>"#, ##"<a href="#top">Top</a>"##,
            #"<a href="?C=N;O=D">Name</a>"#, #"<a href="/login/">Log in</a>"#,
            #"<a href="mailto:ops@index.example">Ops</a>"#,
        ]
        for link in links {
            let scenario = try scenario(#"requirements = ["alpha", "beta"]"#)
            expect(try await scenario.sync(), .ok, failures: [])
            scenario.index.set("/simple/alpha/", .html("\(head)\(link)</body></html>"))
            expect(try await scenario.sync(), .partial, failures: ["alpha not_an_index_page"])
            #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
        }
    }

    @Test func aListOfNothingButOtherLinksIsNone() async throws {
        let scenario = try scenario(#"projects = ["*"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        let head = #"<html><head><meta name="pypi:repository-version" content="1.1"></head><body>"#
        scenario.index.set("/simple/", .html(head + #"<a href="../">Parent Directory</a></body>"#))
        expect(try await scenario.sync(), .partial, failures: ["- not_an_index_page"])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }
}
