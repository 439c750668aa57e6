import TestSupport
import Testing

/// Where several releases of a requirement are kept, a file that cannot be had, or is not what the
/// index says, is a failure of that file: it is told as such, and the other releases are kept.
@Suite struct SeveralReleaseTests {
    enum Fault: CaseIterable, Sendable {
        case bytes, login, missing, busy

        var kind: String {
            switch self {
            case .bytes: "hash_mismatch"
            case .login: "auth"
            case .missing, .busy: "http"
            }
        }

        var code: ExitCode {
            switch self {
            case .bytes: .dataerr
            case .login: .noperm
            case .missing, .busy: .unavailable
            }
        }

        var answer: Script {
            switch self {
            case .bytes: .file(Array("corrupt".utf8))
            case .login: .failure(401)
            case .missing: .failure(404)
            case .busy: .failure(503)
            }
        }
    }

    private static let versions = ["1.0", "2.0", "3.0"]

    private static func name(_ version: String) -> String { "fname-\(version)-py3-none-any.whl" }

    private static func path(_ version: String) -> String { "/files/fname/\(name(version))" }

    private static func tree(_ versions: [String]) -> IndexTree {
        var tree = IndexTree(WheelMaker("ok").wheel())
        for version in versions {
            tree.add(WheelMaker("fname", version).wheel()) {
                $0.offersMetadata = false
                $0.size = nil
            }
        }
        return tree
    }

    private func scenario(
        _ choice: String, of versions: [String] = Self.versions,
        requirements: String = #"requirements = ["fname", "ok"]"#, rest: String = ""
    ) throws -> Scenario {
        let scenario = try Scenario(Self.tree(versions))
        try scenario.directory.write("fname\nok\n", to: "req.txt")
        try scenario.writeJob(
            select: "\(requirements)\nversions = \"\(choice)\"", dependencies: true, rest: rest)
        return scenario
    }

    private func published(_ scenario: Scenario) throws -> [String]? {
        try scenario.published.files()["fname"]
    }

    private func rules(_ scenario: Scenario) async throws -> [String: String] {
        let run = try await scenario.run("explain", scenario.job, "fname", "--all", "--json")
        expect(run, .ok)
        return run.document["files"].array.reduce(into: [:]) { rules, file in
            rules[file["filename"].string ?? ""] = file["rule"].string
        }
    }

    @Test(arguments: Fault.allCases, versions)
    func theFileFailsAndTheOthersAreKept(fault: Fault, bad: String) async throws {
        let scenario = try scenario("all")
        scenario.index.set(Self.path(bad), fault.answer)
        let others = Self.versions.filter { $0 != bad }.map(Self.name)
        for attempts in 1...2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["fname/\(Self.name(bad)) \(fault.kind)"])
            #expect(run.document["files"]["failed"].int == 1)
            #expect(run.document["failures"][0]["attempts"].int == attempts)
            #expect(try published(scenario) == others)
            #expect(try await rules(scenario)[Self.name(bad)] == fault.kind)
        }
        try scenario.published.expectWhole()
        scenario.index.set(Self.path(bad), .file(WheelMaker("fname", bad).wheel().bytes))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try published(scenario) == Self.versions.map(Self.name))
    }

    @Test(arguments: Fault.allCases)
    func itIsNoOlderReleasesPlaceThatIsTaken(fault: Fault) async throws {
        let kept = ["1.0": ["2.0", "3.0"], "2.0": ["3.0"], "3.0": ["2.0"]]
        for (bad, others) in kept.sorted(by: { $0.key < $1.key }) {
            let scenario = try scenario("latest:2")
            scenario.index.set(Self.path(bad), fault.answer)
            let failures = bad == "1.0" ? [] : ["fname/\(Self.name(bad)) \(fault.kind)"]
            expect(
                try await scenario.sync(), failures.isEmpty ? .ok : .partial, failures: failures)
            #expect(try published(scenario) == others.map(Self.name))
        }
    }

    @Test(arguments: [
        #"requirements = ["fname"]"#, #"requirement-files = ["req.txt"]"#,
        #"requirements = ["fname>=1", "fname<9"]"#,
    ])
    func howeverItIsRequired(requirements: String) async throws {
        for bad in Self.versions {
            let scenario = try scenario("all", requirements: requirements)
            scenario.index.set(Self.path(bad), .failure(404))
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["fname/\(Self.name(bad)) http"])
            #expect(
                try published(scenario) == Self.versions.filter { $0 != bad }.map(Self.name))
        }
    }

    @Test func onEveryTarget() async throws {
        let targets = """
            [[target]]
            name = "old"
            python = "3.11"
            platform = "linux-x86_64"

            [[target]]
            name = "new"
            python = "3.13"
            platform = "linux-x86_64"
            """
        let scenario = try scenario("all", rest: targets)
        scenario.index.set(Self.path("2.0"), .failure(404))
        expect(try await scenario.sync(), .partial, failures: ["fname/\(Self.name("2.0")) http"])
        #expect(try published(scenario) == [Self.name("1.0"), Self.name("3.0")])
    }

    @Test(arguments: Fault.allCases)
    func withoutAnyGoodOneTheReasonGivesTheCode(fault: Fault) async throws {
        let scenario = try scenario("all", requirements: #"requirements = ["fname"]"#)
        for version in Self.versions { scenario.index.set(Self.path(version), fault.answer) }
        let all = Self.versions.map { "fname/\(Self.name($0)) \(fault.kind)" }
        expect(try await scenario.sync(), fault.code, failures: all)
        #expect(!scenario.published.isPublished)
    }

    /// What is pinned has no other release that would do.
    @Test func aPinnedOneIsNoMatterOfOthers() async throws {
        let scenario = try scenario("all", requirements: #"requirements = ["fname==2.0"]"#)
        scenario.index.set(Self.path("2.0"), .failure(404))
        expect(
            try await scenario.sync(), .unavailable, failures: ["fname/\(Self.name("2.0")) http"])
    }

    @Test(arguments: ["all", "latest:2"])
    func aNewOneThatFailsTakesNothingAway(choice: String) async throws {
        let scenario = try scenario(choice, of: ["1.0", "2.0"])
        expect(try await scenario.sync(), .ok, failures: [])
        let page = Self.tree(Self.versions).page("fname", .json)
        scenario.index.set("/simple/fname/", .json(page))
        scenario.index.set(Self.path("3.0"), .failure(404))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["fname/\(Self.name("3.0")) http"])
        #expect(try published(scenario) == [Self.name("1.0"), Self.name("2.0")])
    }

    /// An older release alone needs a project whose page is not to be had.
    @Test func aReleaseWaitsForWhatItNeeds() async throws {
        let tree = IndexTree(
            WheelMaker("fname", "1.0", requires: ["dep"]).wheel(),
            WheelMaker("fname", "2.0").wheel(), WheelMaker("dep").wheel())
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["fname"]"#, dependencies: true)
        scenario.index.set("/simple/dep/", .failure(503))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["dep http"])
        #expect(run.warnings.contains { $0.hasPrefix("fname 1.0 waits for dep") }, "\(run)")
        #expect(try published(scenario) == [Self.name("2.0")])
        let account = try await scenario.run("explain", scenario.job, "fname", "--json")
        let file = account.document["files"].array.first { $0["version"].string == "1.0" }
        #expect(file?["rule"].string == "http", "\(account)")
        #expect(file?["detail"].string?.hasPrefix("fname 1.0 waits for dep: ") == true)
        scenario.index.set("/simple/dep/", .json(tree.page("dep", .json)))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await rules(scenario)[Self.name("1.0")]?.hasPrefix("kept") == true)
    }

    @Test func whatAWaitingReleaseHasInTheMirrorStays() async throws {
        let tree = IndexTree(
            WheelMaker("fname", "1.0", requires: ["dep"]).wheel(),
            WheelMaker("fname", "2.0").wheel(), WheelMaker("dep").wheel())
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["fname"]"#, dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        scenario.index.set("/simple/dep/", .failure(503))
        expect(try await scenario.sync(), .partial, failures: ["dep http"])
        #expect(try scenario.published.files() == before)
    }

    // MARK: - Names that nobody should write to a disk

    @Test(arguments: ["latest", "latest:2", "all"], [true, false])
    func anUnsafeNameIsToldBesideAFileThatFails(choice: String, dependencies: Bool) async throws {
        let unsafe = "fname-2.0-1\u{7}-py3-none-any.whl"
        var tree = IndexTree(WheelMaker("fname", "1.0").wheel())
        tree.add(WheelMaker("fname", "2.0").wheel()) { $0.shownName = unsafe }
        tree.add(WheelMaker("fname", "3.0").wheel()) { $0.offersMetadata = false }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = [\"fname\"]\nversions = \"\(choice)\"",
            dependencies: dependencies)
        scenario.index.set(Self.path("3.0"), .failure(404))
        let run = try await scenario.sync()
        #expect(
            run.document["failures"].array.compactMap { $0["kind"].string }.sorted()
                == ["http", "unsafe_name"], "\(run)")
        if choice != "latest" {
            #expect(run.code == .partial, "\(run)")
            #expect(try published(scenario) == [Self.name("1.0")])
        }
        #expect(try await rules(scenario).values.contains("unsafe_name"))
    }

    @Test func anUnsafeNameIsToldBesideAMissingDependency() async throws {
        var tree = IndexTree(WheelMaker("fname", "2.0", requires: ["nowhere"]).wheel())
        tree.add(WheelMaker("fname", "1.0").wheel()) { $0.shownName = "../fname-1.0.tar.gz" }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["fname"]"#, dependencies: true)
        let run = try await scenario.sync()
        #expect(
            run.document["failures"].array.compactMap { $0["kind"].string }.sorted()
                == ["not_found", "unsafe_name"], "\(run)")
    }
}
