import TestSupport
import Testing

/// Lists of files are in order of versions, not of letters.
@Suite struct VersionOrderTests {
    private static let versions = ["1.2", "1.10", "1.9", "1.10rc1", "1!0.1"]

    private static let sorted = ["1.2", "1.9", "1.10rc1", "1.10", "1!0.1"]

    private func files(_ run: CommandRun, _ member: String) -> [String?] {
        run.document[member].array.map { $0["file"].string }
    }

    @Test func aPlanListsVersionsInTheirOrder() async throws {
        var tree = IndexTree()
        for project in ["beta", "alpha"] {
            for version in Self.versions { tree.add(WheelMaker(project, version).wheel()) }
        }
        let scenario = try Scenario(tree)
        let select = "projects = [\"*\"]\nprereleases = \"allow\""
        try scenario.writeJob(select: select)
        let names = ["alpha", "beta"].flatMap { project in
            Self.sorted.map { WheelMaker(project, $0).wheel().filename }
        }
        let plan = try await scenario.sync("--plan", "--list")
        expect(plan, .ok)
        #expect(files(plan, "add") == names, "\(plan)")
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: select + "\nversions = \"latest\"")
        let less = try await scenario.sync("--plan", "--list")
        #expect(
            files(less, "remove") == names.filter { !$0.contains("1!0.1") }, "\(less)")
    }
}
