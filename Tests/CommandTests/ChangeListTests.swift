import TestSupport
import Testing

/// What a run brings and takes away, before and after it.
@Suite struct ChangeListTests {
    private static let select = "requirements = [\"alpha\", \"beta\"]\nversions = \"latest\""
    private static let target =
        "[[target]]\nname = \"ci\"\npython = [\"3.12\"]\nplatform = \"linux-x86_64\"\n"
    private let old = WheelMaker("alpha", "1.0").wheel()
    private let new = WheelMaker("alpha", "1.10").wheel()
    private let beta = WheelMaker("beta").wheel()

    private func scenario() async throws -> Scenario {
        let scenario = try Scenario(IndexTree(old, beta), Self.select)
        try scenario.writeJob(select: Self.select, rest: Self.target)
        expect(try await scenario.sync(), .ok)
        IndexTree(old, new, beta).serve(on: scenario.index)
        return scenario
    }

    @Test func aPlanListsEveryFile() async throws {
        let scenario = try await scenario()
        let plan = try await scenario.sync("--plan", "--list")
        expect(plan, .ok)
        func rows(_ key: String) -> [String] {
            plan.document[key].array.map {
                "\($0["project"].string ?? "") \($0["file"].string ?? "") \($0["size"].int ?? -1)"
            }
        }
        #expect(rows("add") == ["alpha \(new.filename) \(new.bytes.count)"])
        #expect(rows("remove") == ["alpha \(old.filename) \(old.bytes.count)"])
        let target = plan.document["plan"]["targets"][0]
        #expect(target["target"].string == "ci-cp312-linux-x86_64", "\(plan)")
        #expect(target["files"].int == 1 && target["bytes"].int == new.bytes.count, "\(plan)")
        let text = try await scenario.run("sync", scenario.job, "--plan", "--list")
        #expect(text.output.contains("add     alpha  \(new.filename)"), "\(text)")
        #expect(text.output.contains("remove  alpha  \(old.filename)"), "\(text)")
        #expect(try scenario.published.files()["alpha"] == [old.filename])
        let short = try await scenario.sync("--plan")
        #expect(!short.document.keys.contains("add"))
        expect(try await scenario.run("sync", scenario.job, "--list", "--json"), .usage)
    }

    @Test func whoAsksForMoreHearsWhatChangedOffATerminalToo() async throws {
        let scenario = try await scenario()
        let run = try await scenario.run("sync", scenario.job, "--verbose")
        #expect(run.code == .ok && run.output == "")
        #expect(
            run.errors.contains("alpha: 1 new (\(new.filename)), 1 gone (\(old.filename))\n"),
            "\(run)")
        #expect(!run.errors.contains("beta: "), "\(run)")
        #expect(run.errors.contains("published generation 2"), "\(run)")
        // Pages and metadata are not counted as files.
        #expect(run.errors.contains("1 new files (\(new.bytes.count) B), 1 removed"), "\(run)")
        let quiet = try await scenario.run("sync", scenario.job)
        #expect(quiet.errors.isEmpty && quiet.output.isEmpty)
    }
}
