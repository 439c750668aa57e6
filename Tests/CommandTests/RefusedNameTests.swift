import TestSupport
import Testing

/// A page all of whose files have names that cannot be used is told by those names.
@Suite struct RefusedNameTests {
    private static let name = "../alpha-1.0-py3-none-any.whl"

    private func scenario(
        _ form: IndexTree.Form, dependencies: Bool, _ select: String
    ) throws -> Scenario {
        var tree = IndexTree(WheelMaker("beta").wheel())
        tree.add(WheelMaker("alpha").wheel()) {
            if form == .json { $0.shownName = Self.name }
            $0.url = "../../files/alpha/..%2Falpha-1.0-py3-none-any.whl"
        }
        let scenario = try Scenario(tree, form: form)
        try scenario.writeJob(select: select, dependencies: dependencies)
        return scenario
    }

    @Test(
        arguments: [IndexTree.Form.json, .html],
        [
            (true, #"requirements = ["alpha", "beta"]"#),
            (false, #"requirements = ["alpha", "beta"]"#), (false, #"projects = ["*"]"#),
        ])
    func theFilesFailAndNothingElse(
        form: IndexTree.Form, job: (dependencies: Bool, select: String)
    ) async throws {
        let scenario = try scenario(form, dependencies: job.dependencies, job.select)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha/\(Self.name) unsafe_name"])
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        expect(explained, .ok)
        #expect(
            explained.document["files"].array.map { $0["rule"].string } == ["unsafe_name"],
            "\(explained)")
    }

    @Test func aPageWithoutASignOfAnIndex() async throws {
        let scenario = try scenario(
            .html, dependencies: true, #"requirements = ["alpha", "beta"]"#)
        scenario.index.set(
            "/simple/alpha/",
            .html("<html><body><a href=\"..%2Falpha-1.0-py3-none-any.whl\">x</a></body></html>"))
        expect(
            try await scenario.sync(), .partial, failures: ["alpha/\(Self.name) unsafe_name"])
    }
}
