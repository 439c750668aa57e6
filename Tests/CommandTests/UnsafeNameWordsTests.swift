import TestSupport
import Testing

/// Names that nobody should write to a disk are told whole, and several of them in one sentence.
@Suite struct UnsafeNameWordsTests {
    private static let names = [
        "alpha-2.0-1\u{7}-py3-none-any.whl", "alpha-3.0\0-py3-none-any.whl",
    ]

    private func scenario(_ names: [String]) throws -> Scenario {
        var tree = IndexTree(WheelMaker("alpha").wheel())
        for (place, name) in names.enumerated() {
            tree.add(WheelMaker("alpha", "\(place + 2).0").wheel()) { $0.shownName = name }
        }
        return try Scenario(tree, #"requirements = ["alpha"]"#)
    }

    @Test func severalAreToldTogether() async throws {
        let scenario = try scenario(Self.names)
        let run = try await scenario.run("sync", scenario.job)
        expect(run, .partial)
        let lines = run.errors.split(separator: "\n").filter { $0.contains("not safe") }
        #expect(lines.count == 1, "\(run)")
        for text in [#"\u{07}"#, #"\0"#] { #expect(run.errors.contains(text), "\(run)") }
        let status = try await scenario.run("status", scenario.mirror)
        #expect(status.output.split(separator: "\n").count { $0.contains("not safe") } == 1)
    }

    @Test func aNULCutsNothing() async throws {
        let scenario = try scenario([Self.names[1]])
        for attempts in 1...2 {
            let failure = try await scenario.sync().document["failures"][0]
            #expect(failure["attempts"].int == attempts)
        }
        let run = try await scenario.run("explain", scenario.job, "alpha")
        #expect(run.output.contains(#"unsafe_name  alpha-3.0\0-py3-none-any.whl"#), "\(run)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        let file = status.document["failing"][0]["file"].string
        #expect(file == #"alpha-3.0\0-py3-none-any.whl"#, "\(status)")
    }
}
