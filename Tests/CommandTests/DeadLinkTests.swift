import TestSupport
import Testing

/// Links that have died since the page was read, as signed ones do, behind a page that a server calls
/// unchanged.
@Suite struct DeadLinkTests {
    private static let one = WheelMaker("alpha", "1.0").wheel()
    private static let two = WheelMaker("alpha", "2.0").wheel()

    private func tree(_ folder: String) -> IndexTree {
        var tree = IndexTree()
        for file in [Self.one, Self.two] {
            tree.add(file) { $0.url = "/\(folder)/\(file.filename)" }
        }
        return tree
    }

    /// The page never changes its entity tag; links lead below `folder`.
    private func serve(_ scenario: Scenario, _ folder: String, form: IndexTree.Form = .json) {
        let text = tree(folder).page("alpha", form)
        let page = form == .json ? Script.json(text) : .html(text)
        scenario.index.set("/simple/alpha/", page.tagged("\"1\""))
        for file in [Self.one, Self.two] {
            scenario.index.set("/\(folder)/\(file.filename)", .file(file.bytes))
        }
    }

    private func die(_ scenario: Scenario, _ folder: String, _ status: Int) {
        for file in [Self.one, Self.two] {
            scenario.index.set("/\(folder)/\(file.filename)", .failure(status))
        }
    }

    @Test(arguments: [400, 401, 403, 404, 410], [IndexTree.Form.html, .json])
    func theNewOneIsFound(status: Int, form: IndexTree.Form) async throws {
        let scenario = try Scenario(IndexTree(), #"requirements = ["alpha==1.0"]"#)
        serve(scenario, "monday", form: form)
        expect(try await scenario.sync(), .ok, failures: [])
        serve(scenario, "tuesday", form: form)
        die(scenario, "monday", status)
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
        let pages = scenario.index.requests(for: "/simple/alpha/")
        #expect(pages.map { $0["if-none-match"] } == ["\"1\"", nil])
    }

    /// The page may be mended later than the file is asked for.
    @Test func itIsLookedForAtEachRun() async throws {
        let scenario = try Scenario(IndexTree(), #"requirements = ["alpha"]"#)
        serve(scenario, "monday")
        die(scenario, "monday", 403)
        expect(try await scenario.sync(), .noperm)
        expect(try await scenario.sync(), .noperm)
        serve(scenario, "tuesday")
        die(scenario, "monday", 403)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
    }

    @Test func aPageIsAskedForOnceForAllItsFiles() async throws {
        let scenario = try Scenario(IndexTree(), #"requirements = ["alpha==3"]"#)
        serve(scenario, "monday")
        _ = try await scenario.sync()
        die(scenario, "monday", 404)
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        _ = try await scenario.sync()
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .unavailable)
        #expect(scenario.index.requests(for: "/simple/alpha/").count <= 2)
    }
}
