import TestSupport
import Testing

/// What a run over an unchanged index may cost, in counts.
@Suite struct NoChangeTests {
    @Test(arguments: [IndexTree.Form.html, .json])
    func aThousandProjectsCostAThousandQuestions(form: IndexTree.Form) async throws {
        var tree = IndexTree()
        for number in 0..<1_000 { tree.add(WheelMaker("project-\(number)").wheel()) }
        let scenario = try Scenario(tree, form: form)
        let first = try await scenario.sync()
        expect(first, .ok, failures: [])
        #expect(first.document["files"]["new"].int == 1_000)
        let before = TreeSnapshot(of: scenario.directory["mirror/public"])
        scenario.index.forgetRequests()

        let second = try await scenario.sync()
        expect(second, .ok, failures: [])
        let requests = scenario.index.requests
        #expect(requests.count <= 1_001, "one for each project, one for the root")
        #expect(second.document["requests"].int == requests.count)
        #expect(second.document["not_modified"].int == requests.count)
        #expect(requests.allSatisfy { $0["if-none-match"] != nil })
        #expect(second.document["bytes_downloaded"].int == 0)
        #expect(second.document["projects"]["checked"].int == 1_000)
        #expect(second.document["changed"].bool == false)
        #expect(second.document["generation"] == first.document["generation"])
        let after = TreeSnapshot(of: scenario.directory["mirror/public"])
        #expect(after.differences(from: before) == [])
    }

    @Test func projectsNamedOneByOneNeedNoRootPage() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(select: "requirements = [\"alpha\"]")
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: "projects = [\"alpha\"]")
        expect(try await scenario.sync(), .ok)
        #expect(scenario.index.requests(for: "/simple/").isEmpty)
    }

    @Test func anIndexWithoutValidatorsStillChangesNothing() async throws {
        let tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        let scenario = try Scenario(tree)
        scenario.index.set("/simple/", .json(tree.rootPage(.json)))
        for project in tree.projects.keys {
            scenario.index.set("/simple/\(project)/", .json(tree.page(project, .json)))
        }
        expect(try await scenario.sync(), .ok)
        let before = TreeSnapshot(of: scenario.directory["mirror/public"])
        let second = try await scenario.sync()
        expect(second, .ok)
        #expect(second.document["changed"].bool == false)
        let after = TreeSnapshot(of: scenario.directory["mirror/public"])
        #expect(after.differences(from: before) == [])
    }
}
