import TestSupport
import Testing

/// Input that was made, or happens, to be long is read in time that grows with its length only.
@Suite struct HostileInputTests {
    private static func run(_ scenario: Scenario, _ words: String...) async throws -> CommandRun {
        CommandRun(words, try await scenario.program(words).run(timeoutSeconds: 60))
    }

    @Test func aTagWithHundredsOfThousandsOfAttributesIsNoIndexPage() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()),
            #"requirements = ["alpha", "beta"]"#)
        let attributes = (0..<300_000).map { " a\($0)=\"<b>\"" }.joined()
        for tag in ["a", "meta", "p", "SCRIPT"] {
            scenario.index.set(
                "/simple/alpha/", .html("<!-- <a x=' --><\(tag)\(attributes)></\(tag)>"))
            let run = try await Self.run(scenario, "sync", scenario.job, "--json")
            expect(run, .partial, failures: ["alpha malformed"])
        }
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test(arguments: ["-", "-1", ".", "-.", "_"])
    func longNamesAreRefusedUnread(unit: String) async throws {
        let name = "alpha" + String(repeating: unit, count: 200_000 / unit.count)
        let file = WheelMaker("alpha").wheel()
        let links = [".whl", ".tar.gz", ".exe", ".deb", ".egg"].map {
            "<a href=\"/files/\(name)\($0)#sha256=\(file.sha256)\">x</a>\n"
        }
        let scenario = try Scenario(IndexTree(file), #"requirements = ["alpha"]"#, form: .html)
        let page = IndexTree(file).page("alpha", .html)
        scenario.index.set("/simple/alpha/", .html(page + links.joined()))
        let run = try await Self.run(scenario, "sync", scenario.job, "--json")
        expect(run, .partial)
        #expect(run.failures.allSatisfy { $0.hasSuffix("unsafe_name") }, "\(run.failures)")
        #expect(try scenario.published.files() == ["alpha": [file.filename]])
    }

    @Test func aListOfManyThousandPinsIsRead() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let pins = (0..<60_000).map { "project-\($0)==1.\($0)\n" }.joined()
        try scenario.directory.write(pins + String(repeating: "\n", count: 2_000_000), to: "r.txt")
        try scenario.directory.write("alpha\n-c r.txt\n", to: "c.txt")
        try scenario.writeJob(
            select: #"requirement-files = ["r.txt", "c.txt"]"#, dependencies: true)
        expect(try await Self.run(scenario, "check", scenario.job, "--json"), .ok)
    }

    @Test func aPageNameBeyondWhatADiskTakesIsNoProject() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()), form: .html)
        let endless = String(repeating: "a", count: 70_000)
        let root = IndexTree(WheelMaker("alpha").wheel()).rootPage(.html)
        scenario.index.set("/simple/", .html(root + "<a href=\"x/\">\(endless)</a>"))
        let run = try await Self.run(scenario, "sync", scenario.job, "--json")
        expect(run, .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha"])
    }
}
