import TestSupport
import Testing

/// A project whose index may not serve it any more, mostly by a glob mistyped, does not move to another
/// index in silence.
@Suite struct MistypedIndexGlobTests {
    private let own = IndexTree(WheelMaker("acme-one").wheel(), WheelMaker("beta").wheel())
    private let open = IndexTree(
        WheelMaker("acme-one", "9").wheel(), WheelMaker("alpha").wheel(),
        WheelMaker("beta", "9").wheel())
    private let scenario: Scenario
    private let other: LoopbackIndex

    init() throws {
        scenario = try Scenario(own)
        other = try LoopbackIndex()
        open.serve(on: other)
    }

    private func write(
        _ projects: String?, _ select: String = #"requirements = ["acme-one", "alpha"]"#,
        dependencies: Bool
    ) throws {
        let url = scenario.index.url("/simple/")
        let first = projects.map {
            "[[index]]\nname = \"own\"\nurl = \"\(url)\"\nprojects = [\($0)]\n"
        }
        try scenario.directory.write(
            """
            mirror = "mirror"
            \(first ?? "")
            [[index]]
            name = "open"
            url = "\(other.url("/simple/"))"
            [select]
            dependencies = \(dependencies)
            \(select)
            [[target]]
            name = "ci"
            python = "3.12"
            platform = "linux-x86_64"
            [download]
            retries = 0
            """, to: "job.toml")
    }

    @Test(arguments: [true, false])
    func itStaysWithItsIndex(dependencies: Bool) async throws {
        try write(#""acme-*""#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        #expect(before["acme-one"] == ["acme_one-1.0-py3-none-any.whl"])
        try write(#""acmee-*""#, dependencies: dependencies)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["acme-one ambiguous"])
            let message = run.document["failures"][0]["message"].string ?? ""
            #expect(message.contains("index own"), "\(run)")
            #expect(try scenario.published.files() == before)
        }
        try write(#""acme-*""#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == before)
    }

    @Test(arguments: [#"projects = ["acme-*", "alpha"]"#, #"projects = ["acme-one", "alpha"]"#])
    func soDoesWhatAGlobChose(select: String) async throws {
        try write(#""acme-*""#, select, dependencies: false)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        try write(#""acmee-*""#, select, dependencies: false)
        expect(try await scenario.sync(), .partial, failures: ["acme-one ambiguous"])
        #expect(try scenario.published.files() == before)
    }

    @Test func whoMeansItIsToldHow() async throws {
        try write(#""acme-*""#, dependencies: false)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(#""other-*""#, dependencies: false)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["acme-one ambiguous"])
        let hint = run.document["hints"][0].string ?? ""
        #expect(hint.hasSuffix("wheelbarrow gc \(scenario.job) --forget-job job"), "\(run)")
        let words = hint.split(separator: " ").suffix(4).map(String.init)
        expect(try await scenario.run(words + ["--json"]), .ok)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["acme-one"] == ["acme_one-9-py3-none-any.whl"])
    }

    @Test(arguments: [true, false])
    func fromAnIndexThatLeftTheJobItMovesWithAWord(dependencies: Bool) async throws {
        try write(#""acme-*""#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(nil, dependencies: dependencies)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        let origin = scenario.index.origin
        #expect(
            run.warnings.contains { $0.contains("takes acme-one from") && $0.contains(origin) },
            "\(run)")
        #expect(try scenario.published.files()["acme-one"] == ["acme_one-9-py3-none-any.whl"])
        let again = try await scenario.sync()
        #expect(!again.warnings.contains { $0.contains("takes acme-one from") }, "\(again)")
    }

    @Test(arguments: [true, false])
    func whatTheNextIndexLacksStays(dependencies: Bool) async throws {
        try write(#""acme-*""#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        other.remove("/simple/acme-one/")
        try write(nil, dependencies: dependencies)
        expect(try await scenario.sync(), .partial, failures: ["acme-one not_found"])
        #expect(try scenario.published.files() == before)
    }
}
