import TestSupport
import Testing

/// `dependencies = true` where a release has source distributions alone: its PKG-INFO counts where
/// no build can change it.
@Suite struct SdistDependencyTests {
    private static let target = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        """

    private func alpha(
        _ version: String = "1.0", metadata: String = "2.2", dynamic: [String] = [],
        requires: [String] = ["beta"], payloadSize: Int = 0
    ) -> Distribution {
        var maker = WheelMaker("alpha", version, requires: requires, payloadSize: payloadSize)
        maker.metadataVersion = metadata
        maker.dynamic = dynamic
        return maker.sdist()
    }

    private func scenario(
        _ sdist: Distribution, form: IndexTree.Form = .json,
        _ change: (inout IndexTree.Listing) -> Void = { _ in }
    ) throws -> Scenario {
        var tree = IndexTree(WheelMaker("beta").wheel())
        tree.add(sdist, change)
        let scenario = try Scenario(tree, form: form)
        try writeJob(scenario)
        return scenario
    }

    private func writeJob(_ scenario: Scenario, dependencies: Bool = true) throws {
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nversions = \"latest\"",
            dependencies: dependencies, rest: Self.target)
    }

    private func requests(_ scenario: Scenario, _ file: Distribution) -> [RecordedRequest] {
        scenario.index.requests(for: "/files/\(file.project)/\(file.filename)")
    }

    @Test(arguments: [IndexTree.Form.html, .json])
    func itsRequirementsAreMirrored(form: IndexTree.Form) async throws {
        let scenario = try scenario(alpha(), form: form) { $0.size = form == .html ? nil : $0.size }
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings == [])
        #expect(
            try scenario.published.files() == [
                "alpha": ["alpha-1.0.tar.gz"], "beta": ["beta-1.0-py3-none-any.whl"],
            ])
        try scenario.published.expectWhole()
    }

    @Test func noMoreOfItIsAskedForThanNeeded() async throws {
        let sdist = alpha(payloadSize: 1 << 20)
        #expect(sdist.bytes.count > 1 << 20)
        let scenario = try scenario(sdist)
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok, failures: [])
        let ranges = requests(scenario, sdist).map { $0["range"] }
        #expect(ranges == ["bytes=0-262143"])
    }

    @Test func aRunWithoutNewsAsksForPagesAlone() async throws {
        let sdist = alpha()
        for metadata in ["2.2", "2.1"] {
            let scenario = try scenario(alpha(metadata: metadata))
            expect(try await scenario.sync(), .ok, failures: [])
            scenario.index.forgetRequests()
            expect(try await scenario.sync(), .ok, failures: [])
            #expect(!scenario.index.requests.isEmpty)
            #expect(scenario.index.requests.allSatisfy { $0.target.hasPrefix("/simple/") })
            #expect(requests(scenario, sdist).isEmpty)
        }
    }

    @Test func theMirrorsOwnFileIsReadBeforeTheIndexIsAsked() async throws {
        let sdist = alpha()
        let scenario = try scenario(sdist)
        try writeJob(scenario, dependencies: false)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha"])
        scenario.index.forgetRequests()
        try writeJob(scenario)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta"])
        #expect(requests(scenario, sdist).isEmpty)
    }

    @Test(arguments: [("2.1", []), ("2.2", ["Requires-Dist"]), ("2.4", ["requires-dist"])])
    func whatABuildMayChangeIsKeptWithAWarning(
        metadata: String, dynamic: [String]
    ) async throws {
        let scenario = try scenario(alpha(metadata: metadata, dynamic: dynamic))
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("alpha 1.0") }, "\(run)")
        #expect(try scenario.published.files() == ["alpha": ["alpha-1.0.tar.gz"]])
        let proof = try await scenario.run("prove", scenario.job, "--json")
        #expect(proof.document["unproven"].array.count == 1, "\(proof)")
    }

    /// From metadata 2.6 on a build can only add to what is listed.
    @Test func whatABuildMayOnlyAddToIsFollowed() async throws {
        let scenario = try scenario(alpha(metadata: "2.6", dynamic: ["Requires-Dist"]))
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("alpha 1.0") }, "\(run)")
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta"])
    }

    /// A legacy archive without PKG-INFO, one of another release, one that is none, and one of a
    /// format that is not read.
    @Test func whatCannotBeReadIsKeptWithAWarning() async throws {
        var tar = TarGzWriter()
        tar.add("alpha-1.0/setup.py", [])
        let files = [
            ("alpha-1.0.tar.gz", tar.finished()), ("alpha-1.0.tar.gz", alpha("2.0").bytes),
            ("alpha-1.0.tar.gz", Array("content".utf8)), ("alpha-1.0.tar.bz2", alpha().bytes),
        ]
        for (name, bytes) in files {
            let file = Distribution(project: "alpha", filename: name, bytes: bytes)
            let scenario = try scenario(file)
            let run = try await scenario.sync()
            expect(run, .ok, failures: [])
            #expect(run.warnings.contains { $0.contains("alpha 1.0") }, "\(run)")
            #expect(try scenario.published.files() == ["alpha": [name]])
            scenario.index.forgetRequests()
            expect(try await scenario.sync(), .ok, failures: [])
            #expect(requests(scenario, file).isEmpty)
        }
    }

    @Test func aSidecarThatIsNoGoodIsPassedOver() async throws {
        var sdist = alpha()
        sdist.metadata = Array("Metadata-Version: 2.2\nName: other\nVersion: 1.0\n".utf8)
        let scenario = try scenario(sdist) { $0.offersMetadata = true }
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta"])
        scenario.index.stop()
        expect(try await scenario.run("prove", scenario.job), .ok)
    }

    @Test func aServerThatIsAwayKeepsWhatWasThere() async throws {
        let scenario = try scenario(alpha())
        expect(try await scenario.sync(), .ok, failures: [])
        let files = try scenario.published.files()
        var later = IndexTree(WheelMaker("beta").wheel(), WheelMaker("gamma").wheel())
        later.add(alpha())
        let news = alpha("2.0", requires: ["gamma"])
        later.add(news)
        later.serve(on: scenario.index)
        scenario.index.set("/files/alpha/\(news.filename)", .failure(503))
        let run = try await scenario.sync()
        #expect(run.code == .partial || run.code == .unavailable, "\(run)")
        #expect(try scenario.published.files() == files)
        later.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "gamma"])
    }

    @Test func aServerWithoutRangesIsReadAllTheSame() async throws {
        let sdist = alpha()
        let scenario = try scenario(sdist)
        var file = Script.file(sdist.bytes)
        file.servesRanges = false
        scenario.index.set("/files/alpha/\(sdist.filename)", file)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta"])
    }

    @Test func theMirrorIsProvenByWhatStandsInItsArchives() async throws {
        let scenario = try scenario(alpha())
        expect(try await scenario.sync(), .ok, failures: [])
        scenario.index.stop()
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .ok)
        #expect(proof.document["unproven"].array.isEmpty, "\(proof)")
    }

    @Test func whatItsArchivesNeedAndTheMirrorLacksIsNamed() async throws {
        let scenario = try scenario(alpha())
        try writeJob(scenario, dependencies: false)
        expect(try await scenario.sync(), .ok, failures: [])
        try writeJob(scenario)
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .dataerr)
        let missing = proof.document["missing"].array
        #expect(missing.compactMap { $0["name"].string } == ["beta"], "\(proof)")
    }
}
