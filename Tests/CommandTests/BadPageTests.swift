import TestSupport
import Testing

/// An answer with status 200 that is no page for the project: the old state stays, the project
/// fails, the others go on.
@Suite struct BadPageTests {
    /// A page and the kind of failure that it is.
    struct BadPage: Sendable, CustomStringConvertible {
        let name: String
        let script: Script
        let kind: String

        var description: String { name }
        /// Of a run in which everything failed this way.
        var code: ExitCode {
            switch kind {
            case "truncated": .unavailable
            default: .protocolError
            }
        }
    }

    private static let html = "<!DOCTYPE html><html><body>"
    private static let link =
        #"<a href="../../files/x/alpha-9.0-py3-none-any.whl#sha256=\#(zeros)">alpha-9.0-py3-none-any.whl</a>"#
    private static let zeros = String(repeating: "0", count: 64)

    private static func json(_ members: String) -> Script { .json("{\(members)}") }

    static let pages: [BadPage] = [
        BadPage(
            name: "a login page",
            script: .html(
                html + #"<form action="/login"><input name="user"></form></body></html>"#),
            kind: "not_an_index_page"),
        BadPage(name: "a blank page", script: .html(""), kind: "not_an_index_page"),
        BadPage(
            name: "an empty list without any sign of an index",
            script: .html(html + "</body></html>"),
            kind: "not_an_index_page"),
        BadPage(
            name: "links that are no distributions",
            script: .html(html + #"<a href="/help">Help</a> <a href="/start">Start</a>"#),
            kind: "not_an_index_page"),
        BadPage(
            name: "another project's files",
            script: .html(html + link.replacing("alpha", with: "omega")), kind: "not_an_index_page"),
        BadPage(
            name: "another project's name",
            script: json(#""meta":{"api-version":"1.0"},"name":"omega","files":[]"#),
            kind: "not_an_index_page"),
        BadPage(
            name: "an object without files",
            script: json(#""meta":{"api-version":"1.0"},"name":"alpha""#),
            kind: "not_an_index_page"),
        BadPage(
            name: "an unsupported type", script: .page("%PDF-1.7", type: "application/pdf"),
            kind: "not_an_index_page"),
        BadPage(
            name: "repository version 2.0",
            script: .html(
                #"<html><head><meta name="pypi:repository-version" content="2.0"></head><body>"#
                    + link),
            kind: "unsupported_version"),
        BadPage(
            name: "API version 2.0",
            script: json(#""meta":{"api-version":"2.0"},"name":"alpha","files":[]"#),
            kind: "unsupported_version"),
        BadPage(
            name: "broken JSON", script: .json(#"{"meta":{"api-version":"1.0"},"name":"alp"#),
            kind: "malformed"),
        BadPage(
            name: "a page that ends inside a tag",
            script: .html(html + link + #"<a href="../../files/x/alpha-9.1-py3-no"#),
            kind: "truncated"),
        BadPage(
            name: "a page cut in transit",
            script: Script.html(html + link).behaving(.truncate(after: 40)), kind: "truncated"),
    ]

    private static let tree = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("beta", "1.0").wheel())
    private static let select = #"requirements = ["alpha", "beta"]"#

    @Test(arguments: pages)
    func theOldStateStaysAndOthersGoOn(page: BadPage) async throws {
        var tree = Self.tree
        let scenario = try Scenario(tree, Self.select)
        expect(try await scenario.sync(), .ok)
        tree.add(WheelMaker("beta", "2.0").wheel())
        tree.serve(on: scenario.index)
        scenario.index.set("/simple/alpha/", page.script)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha \(page.kind)"])
        #expect(run.document["published"].bool == true)
        #expect(try scenario.published.files()["alpha"] == ["alpha-1.0-py3-none-any.whl"])
        #expect(try scenario.published.files()["beta"]?.count == 2)
        try scenario.published.expectWhole()
    }

    @Test(arguments: pages)
    func aloneItGivesItsOwnCode(page: BadPage) async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", page.script)
        let run = try await scenario.sync()
        expect(run, page.code, failures: ["alpha \(page.kind)"])
        #expect(!scenario.published.isPublished)
        let failure = run.document["failures"][0]
        #expect(
            failure.keys.isSuperset(
                of: ["index", "project", "file", "kind", "message", "since", "attempts"]))
        #expect(failure["index"].string == "main")
        #expect(failure["message"].string?.isEmpty == false)
    }

    @Test func theMessageNamesWhatWhereAndWhatToDo() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", Self.pages[0].script)
        let run = try await scenario.run("sync", scenario.job)
        expect(run, .protocolError)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: "))
        #expect(run.errors.contains("alpha"))
        #expect(run.errors.contains(scenario.index.url("/simple/alpha/")))
        #expect(run.errors.contains("hint: "))
    }

    @Test func whatFailedIsAskedForAgainAndHealed() async throws {
        let scenario = try Scenario(Self.tree, Self.select)
        // With one connection requests arrive in the order in which they were meant.
        try scenario.writeJob(select: Self.select, connections: 1)
        scenario.index.set("/simple/alpha/", Self.pages[0].script)
        let first = try await scenario.sync()
        expect(first, .partial, failures: ["alpha not_an_index_page"])
        let second = try await scenario.sync()
        expect(second, .partial, failures: ["alpha not_an_index_page"])
        let (old, new) = (first.document["failures"][0], second.document["failures"][0])
        #expect(old["since"] == new["since"])
        #expect(new["attempts"].int ?? 0 > old["attempts"].int ?? 0)
        Self.tree.serve(on: scenario.index)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(scenario.index.requests.first?.path == "/simple/alpha/")
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    @Test func aLoginPageIsNoRootPage() async throws {
        let scenario = try Scenario(Self.tree)
        scenario.index.set("/simple/", Self.pages[0].script)
        expect(try await scenario.sync(), .protocolError, failures: ["- not_an_index_page"])
        #expect(!scenario.published.isPublished)
    }

    @Test func aFailedRootPageKeepsTheKnownProjectsSyncing() async throws {
        var tree = Self.tree
        let scenario = try Scenario(tree)
        expect(try await scenario.sync(), .ok)
        tree.add(WheelMaker("beta", "2.0").wheel())
        tree.serve(on: scenario.index)
        scenario.index.set("/simple/", Self.pages[0].script)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["- not_an_index_page"])
        #expect(run.document["failures"][0].keys.contains("project"))
        #expect(try scenario.published.files()["beta"]?.count == 2)
    }
}
