import TestSupport
import Testing

/// Safety rails: an upstream that loses most of what it had, or changes what never changes.
@Suite struct GuardTests {
    private static func tree(alpha: Int, beta: Int = 1) -> IndexTree {
        var tree = IndexTree()
        for number in 0..<alpha { tree.add(WheelMaker("alpha", "1.\(number)").wheel()) }
        for number in 0..<beta { tree.add(WheelMaker("beta", "1.\(number)").wheel()) }
        return tree
    }

    private static func root(of count: Int) -> IndexTree {
        var tree = IndexTree()
        for number in 0..<count { tree.add(WheelMaker("project-\(number)").wheel()) }
        return tree
    }

    private let select = #"requirements = ["alpha", "beta"]"#

    @Test func aPageThatLostMostOfItsFilesIsNotTaken() async throws {
        let scenario = try Scenario(Self.tree(alpha: 12), select)
        expect(try await scenario.sync(), .ok)
        Self.tree(alpha: 5, beta: 2).serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha shrunk"])
        #expect(try scenario.published.files()["alpha"]?.count == 12)
        #expect(try scenario.published.files()["beta"]?.count == 2)
        let accepted = try await scenario.sync("--accept-shrink", "alpha")
        expect(accepted, .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 5)
    }

    @Test func aShrinkAloneIsAGuardAndPublishesNothing() async throws {
        let scenario = try Scenario(Self.tree(alpha: 12, beta: 0), #"requirements = ["alpha"]"#)
        let first = try await scenario.sync()
        Self.tree(alpha: 5, beta: 0).serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .guard, failures: ["alpha shrunk"])
        #expect(run.document["published"].bool == false)
        #expect(run.document["generation"] == first.document["generation"])
        #expect(
            run.document["hints"].array.contains { $0.string?.contains("--accept-shrink") == true })
    }

    /// Files before and after, and whether the page is taken: 40 % may go, and four files always.
    @Test(arguments: [
        (12, 7, false), (12, 8, true), (10, 6, true), (100, 61, true), (100, 60, true),
        (100, 59, false),
    ])
    func theLimitIsFortyPercent(before: Int, after: Int, isTaken: Bool) async throws {
        let scenario = try Scenario(Self.tree(alpha: before), select)
        expect(try await scenario.sync(), .ok)
        Self.tree(alpha: after).serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, isTaken ? .ok : .partial, failures: isTaken ? [] : ["alpha shrunk"])
    }

    @Test func anEmptiedPageIsNotTakenAtOnce() async throws {
        var tree = Self.tree(alpha: 1)
        let scenario = try Scenario(tree, select)
        expect(try await scenario.sync(), .ok)
        tree.projects["alpha"] = []
        tree.serve(on: scenario.index)
        for _ in 0..<4 {
            expect(try await scenario.sync(), .partial, failures: ["alpha shrunk"])
        }
        #expect(try scenario.published.files()["alpha"] == ["alpha-1.0-py3-none-any.whl"])
    }

    @Test func editingTheJobTripsNothing() async throws {
        let scenario = try Scenario(Self.tree(alpha: 12), select)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: #"requirements = ["alpha==1.3"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": ["alpha-1.3-py3-none-any.whl"]])
    }

    @Test func aRootThatLostMostOfItsProjectsIsNotTaken() async throws {
        let scenario = try Scenario(Self.root(of: 12))
        expect(try await scenario.sync(), .ok)
        scenario.index.set("/simple/", .json(Self.root(of: 3).rootPage(.json)))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["- shrunk"])
        #expect(try scenario.published.projects().count == 12)
        let accepted = try await scenario.sync("--accept-shrink", "main")
        expect(accepted, .ok, failures: [])
    }

    @Test func aReplacedFileIsAnAlarmAndFreezesOnlyItself() async throws {
        let old = WheelMaker("alpha", "1.0").wheel()
        let scenario = try Scenario(IndexTree(old, WheelMaker("beta").wheel()), select)
        expect(try await scenario.sync(), .ok)
        let new = Distribution(
            project: "alpha", filename: old.filename,
            bytes: WheelMaker("alpha", "1.0", payloadSize: 100).wheel().bytes)
        let changed = IndexTree(
            new, WheelMaker("alpha", "2.0").wheel(), WheelMaker("beta").wheel())
        changed.serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha/\(old.filename) replaced"])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
        #expect(try scenario.published.bytes("alpha", old.filename) == old.bytes)
        let accepted = try await scenario.sync("--accept-replaced", old.filename)
        expect(accepted, .ok, failures: [])
        #expect(try scenario.published.bytes("alpha", old.filename) == new.bytes)
        try scenario.published.expectWhole()
    }

    @Test func aReplacedFileAloneIsAGuard() async throws {
        let old = WheelMaker("alpha", "1.0").wheel()
        let scenario = try Scenario(IndexTree(old), #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        let new = Distribution(project: "alpha", filename: old.filename, bytes: Array("other".utf8))
        IndexTree(new).serve(on: scenario.index)
        expect(try await scenario.sync(), .guard, failures: ["alpha/\(old.filename) replaced"])
        #expect(try scenario.published.bytes("alpha", old.filename) == old.bytes)
    }
}
