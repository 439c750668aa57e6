import TestSupport
import Testing

/// What went missing from a mirror, or was cut short, is noticed by the next sync and restored.
@Suite struct RestorationTests {
    /// One way in which a mirror was damaged.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Downloads that it takes to restore it.
        var downloads = 0
        let bring: @Sendable (_ mirror: String) throws -> Void
    }

    private static let tree = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "1.1").wheel(),
        WheelMaker("beta").wheel(), WheelMaker("gamma").sdist())

    private static func path(_ mirror: String, _ isMeant: (String) -> Bool) throws -> String {
        let files = FileTree.files(under: "\(mirror)/public")
        let found = files.first { isMeant($0) }
        let file = try #require(found)
        return "\(mirror)/public/\(file)"
    }

    private static func cut(_ path: String) throws {
        try FileTree.write(Array(try FileTree.bytes(path).dropLast(7)), to: path)
    }

    private static func generation(_ mirror: String) throws -> String {
        "\(mirror)/public/\(try FileTree.destination(of: "\(mirror)/public/simple"))"
    }

    private static let damages: [Damage] = [
        Damage(testDescription: "a wheel is gone", downloads: 1) {
            try FileTree.remove(try path($0) { $0.hasSuffix(".whl") })
        },
        Damage(testDescription: "a wheel is cut short", downloads: 1) {
            try cut(try path($0) { $0.hasSuffix(".whl") })
        },
        Damage(testDescription: "a source distribution is gone", downloads: 1) {
            try FileTree.remove(try path($0) { $0.hasSuffix(".tar.gz") })
        },
        Damage(testDescription: "metadata beside a wheel is gone") {
            try FileTree.remove(try path($0) { $0.hasSuffix(".metadata") })
        },
        Damage(testDescription: "metadata beside a wheel is cut short") {
            try cut(try path($0) { $0.hasSuffix(".metadata") })
        },
        Damage(testDescription: "the pool is gone", downloads: 4) {
            try FileTree.remove("\($0)/public/files")
        },
        Damage(testDescription: "one form of a page is gone") {
            try FileTree.remove(try path($0) { $0.hasPrefix(".pages") && $0.hasSuffix(".html") })
        },
        Damage(testDescription: "one form of a page is cut short") {
            try cut(try path($0) { $0.hasPrefix(".pages") && $0.hasSuffix(".json") })
        },
        Damage(testDescription: "all pages are gone") {
            try FileTree.remove("\($0)/public/.pages")
        },
        Damage(testDescription: "a project's link is gone") {
            try FileTree.remove("\(try generation($0))/beta")
        },
        Damage(testDescription: "a root page is gone") {
            try FileTree.remove("\(try generation($0))/index.html")
        },
        Damage(testDescription: "a root page is cut short") {
            try cut("\(try generation($0))/index.json")
        },
        Damage(testDescription: "the live generation is gone") {
            try FileTree.remove(try generation($0))
        },
        Damage(testDescription: "the live link is gone") {
            try FileTree.remove("\($0)/public/simple")
        },
        Damage(testDescription: "all that is published is gone", downloads: 4) {
            try FileTree.remove("\($0)/public")
        },
    ]

    @Test(arguments: damages) func theNextSyncRestores(_ damage: Damage) async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        let files = try scenario.published.files()
        try damage.bring(scenario.mirror)
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        #expect(try scenario.published.files() == files)
        let downloads = scenario.index.requests.count { $0.path.hasPrefix("/files/") }
        #expect(downloads == damage.downloads)
        let after = try await scenario.sync()
        expect(after, .ok)
        #expect(after.document["published"].bool == false)
    }

    /// The page shows the file for as long as nobody says that it is not wanted any more.
    @Test func whatCannotBeRestoredIsAFailureAndStaysOnThePage() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        let files = try scenario.published.files()
        let lost = "alpha-1.0-py3-none-any.whl"
        try FileTree.remove(try Self.path(scenario.mirror) { $0.hasSuffix("/\(lost)") })
        scenario.index.remove("/files/alpha/\(lost)")
        for _ in 0..<2 {
            expect(try await scenario.sync(), .partial, failures: ["alpha/\(lost) http"])
            #expect(try scenario.published.files() == files)
        }
        Self.tree.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }

    @Test func aLostFileOfAProjectThatIsGoneIsAFailure() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha", "gamma"]"#)
        expect(try await scenario.sync(), .ok)
        try FileTree.remove(try Self.path(scenario.mirror) { $0.hasSuffix(".tar.gz") })
        scenario.index.remove("/simple/gamma/")
        expect(try await scenario.sync(), .partial, failures: ["gamma/gamma-1.0.tar.gz not_found"])
    }

    /// Only what a run's jobs want of the pool is theirs to restore; pages are everybody's.
    @Test func whatAnotherJobSelectedIsLeftToIt() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        try scenario.writeJob("other.toml", select: #"requirements = ["gamma"]"#)
        expect(try await scenario.sync(), .ok)
        let other = ["sync", scenario.directory["other.toml"], "--json"]
        expect(try await scenario.run(other), .ok)
        try FileTree.remove("\(scenario.mirror)/public/.pages")
        try FileTree.remove(try Self.path(scenario.mirror) { $0.hasSuffix(".tar.gz") })
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(!scenario.index.requests.contains { $0.path.contains("gamma") })
        #expect(try scenario.published.files().count == 2)
        expect(try await scenario.run(other), .ok, failures: [])
        try scenario.published.expectWhole()
    }
}
