import TestSupport
import Testing

/// What keeps a requirement from one of several targets is told of that target.
@Suite struct TargetVerdictTests {
    @Test(arguments: [true, false])
    func theVerdictIsThatOfTheTarget(dependencies: Bool) async throws {
        let wheel = WheelMaker("alpha").wheel()
        var tree = IndexTree()
        tree.add(wheel) {
            $0.shownName = "alpha-1.0-py3-none-win_amd64.whl"
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies,
            rest: ["linux-x86_64", "windows-amd64"].map {
                "[[target]]\nname = \"\($0.prefix(3))\"\npython = \"3.12\"\nplatform = \"\($0)\""
            }.joined(separator: "\n\n"))
        let run = try await scenario.sync()
        #expect(run.failures.contains("alpha no_match"), "\(run)")
        let message = run.document["failures"][0]["message"].string ?? ""
        #expect(message.contains("target lin"), "\(run)")
        #expect(!message.contains("none of the targets"), "\(run)")
    }
}
