import TestSupport
import Testing

/// The JSON documents and the texts of the verbs that report.
@Suite struct DocumentTests {
    private let scenario: Scenario

    /// A mirror with a kept, a yanked and an excluded file, and one failing project.
    init() async throws {
        var tree = IndexTree(WheelMaker("alpha", "1.0").wheel(), WheelMaker("beta").wheel())
        tree.add(WheelMaker("alpha", "2.0").wheel()) { $0.yanked = "broken" }
        tree.add(WheelMaker("alpha", "3.0").wheel())
        scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"beta\"]\nexclude = [\"alpha==3.0\"]")
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["beta http"])
    }

    @Test func explainTellsEveryFileAndItsRule() async throws {
        scenario.index.stop()
        let run = try await scenario.run("explain", scenario.job, "Alpha", "--json")
        expect(run, .ok)
        #expect(run.document["project"].string == "alpha")
        #expect(run.document["events"].isArray)
        let files = run.document["files"].array
        #expect(files.count == 3)
        for file in files {
            let keys: Set = ["filename", "version", "kept", "rule", "detail", "tls"]
            #expect(file.keys.isSuperset(of: keys), "\(file)")
        }
        let kept = files.filter { $0["kept"].bool == true }.map { $0["version"].string }
        #expect(kept == ["1.0"])
        #expect(files.allSatisfy { $0["kept"].bool == true || $0["rule"].string != nil })
        let text = try await scenario.run("explain", scenario.job, "alpha")
        expect(text, .ok)
        for release in ["1.0", "2.0", "3.0"] {
            #expect(text.output.contains("alpha-\(release)-py3-none-any.whl"), "\(text)")
        }
    }

    @Test func statusTellsWhatAnOperatorAsks() async throws {
        let run = try await scenario.run("status", scenario.mirror, "--json")
        expect(run, .ok)
        let keys: Set = [
            "generation", "published_at", "last_run", "last_success", "files", "bytes", "trust",
            "hold", "failing", "warnings", "events",
        ]
        #expect(run.document.keys.isSuperset(of: keys), "\(run)")
        #expect(run.document["generation"].int == 1)
        #expect(run.document["files"].int == 1)
        let failing = run.document["failing"][0]
        #expect(failing.keys.isSuperset(of: ["project", "since", "kind", "message"]))
        #expect(failing["project"].string == "beta")
        #expect(failing["kind"].string == "http")
        let byJob = try await scenario.run("status", scenario.job, "--json")
        #expect(byJob.document["generation"].int == 1)
        let text = try await scenario.run("status", scenario.mirror)
        expect(text, .ok)
        #expect(text.output.contains("beta"), "\(text)")
    }

    @Test func timesAreRFC3339InUTC() async throws {
        let run = try await scenario.run("status", scenario.mirror, "--json")
        let time = run.document["published_at"].string ?? ""
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil, "\(time)")
    }

    @Test func aMirrorThatIsNotThereIsNoInput() async throws {
        for verb in ["status", "generations", "gc"] {
            expect(try await scenario.run(verb, "/nonexistent", "--json"), .noinput)
        }
        expect(try await scenario.run("explain", "/nonexistent.toml", "alpha", "--json"), .noinput)
    }

    @Test func theRunLogIsJSONLinesAndLastRunIsTheDocument() async throws {
        let runs = scenario.directory["mirror/runs"]
        let logs = try FileTree.names(in: runs).filter { $0 != "last-run.json" }
        #expect(logs.count == 1)
        for log in logs {
            for line in try FileTree.text("\(runs)/\(log)").split(separator: "\n") {
                #expect(try JSONValue(parsing: Array(line.utf8)).keys.isEmpty == false)
            }
        }
        let path = "mirror/last-run.json"
        let last = try JSONValue(
            parsing: scenario.directory.bytes(
                scenario.directory.exists(path) ? path : "mirror/runs/last-run.json"))
        #expect(last["exit_code"].int == 10)
    }
}
