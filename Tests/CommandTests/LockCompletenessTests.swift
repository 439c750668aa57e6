import TestSupport
import Testing

/// `prove` where locks say what is installed: each release has to be installable by its own word,
/// and what it requires has to be locked as well.
@Suite struct LockCompletenessTests {
    private static let target = """
        [[target]]
        name = "ci311"
        python = "3.11"
        platform = "linux-x86_64"
        """

    private let alpha = WheelMaker("alpha", "1.1", requires: ["beta>=1"]).wheel()

    private func scenario(_ tree: IndexTree, _ select: String, proves: Bool = false) throws
        -> Scenario
    {
        let scenario = try Scenario(tree)
        let publish = proves ? "\n[publish]\nprove-installable = true" : ""
        try scenario.writeJob(select: select, dependencies: true, rest: Self.target + publish)
        return scenario
    }

    private func hashed(_ tree: IndexTree, _ files: Distribution..., proves: Bool = false) throws
        -> Scenario
    {
        let scenario = try scenario(tree, #"requirement-files = ["hashed.txt"]"#, proves: proves)
        let lines = files.map {
            "\($0.project)==\($0.version) --hash=sha256:\($0.sha256)"
        }
        try scenario.directory.write(lines.joined(separator: "\n"), to: "hashed.txt")
        return scenario
    }

    private func pylock(_ tree: IndexTree, _ files: Distribution...) throws -> Scenario {
        let scenario = try scenario(tree, #"lock-files = ["pylock.toml"]"#)
        let packages = files.map { file in
            """
            [[packages]]
            name = "\(file.project)"
            version = "\(file.version)"
            wheels = [{ name = "\(file.filename)", \
            url = "\(scenario.index.url("/files/\(file.project)/\(file.filename)"))", \
            hashes = { sha256 = "\(file.sha256)" } }]
            """
        }
        let head = "lock-version = \"1.0\"\ncreated-by = \"test\"\n"
        try scenario.directory.write(
            head + packages.joined(separator: "\n") + "\n", to: "pylock.toml")
        return scenario
    }

    private func expectMissing(
        _ scenario: Scenario, _ name: String, _ words: String
    ) async throws {
        expect(try await scenario.sync(), .ok, failures: [])
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .dataerr)
        let missing = proof.document["missing"].array
        #expect(missing.map { $0["name"].string } == [name], "\(proof)")
        #expect(missing.map { $0["target"].string } == ["ci311"], "\(proof)")
        #expect(missing.first?["message"].string?.contains(words) == true, "\(proof)")
        // Another sync of the same lock would not help.
        #expect(proof.document["hints"].array.map { $0.string?.hasPrefix("lock ") } == [true])
    }

    @Test func whatAHashedFileLeavesOutIsMissing() async throws {
        let tree = IndexTree(alpha, WheelMaker("beta").wheel())
        try await expectMissing(
            try hashed(tree, alpha), "beta", "alpha 1.1 requires beta>=1, which is not locked")
    }

    @Test func whatAHashedFilePinsTooLowIsMissing() async throws {
        let beta = WheelMaker("beta", "0.5").wheel()
        try await expectMissing(
            try hashed(IndexTree(alpha, beta), alpha, beta), "beta", "where beta 0.5 is locked")
    }

    @Test func whatAPylockLeavesOutIsMissing() async throws {
        let tree = IndexTree(alpha, WheelMaker("beta").wheel())
        try await expectMissing(try pylock(tree, alpha), "beta", "which is not locked")
    }

    @Test func aCompleteLockIsProven() async throws {
        let beta = WheelMaker("beta").wheel()
        let tree = IndexTree(alpha, beta)
        for scenario in [try hashed(tree, alpha, beta), try pylock(tree, alpha, beta)] {
            expect(try await scenario.sync(), .ok, failures: [])
            let proof = try await scenario.run("prove", scenario.job, "--json")
            expect(proof, .ok)
            #expect(proof.document["unproven"].array.isEmpty, "\(proof)")
        }
    }

    @Test func anIncompleteHashedFileIsNotPublished() async throws {
        let scenario = try hashed(
            IndexTree(alpha, WheelMaker("beta").wheel()), alpha, proves: true)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["published"].bool == false, "\(run)")
        #expect(run.document["message"].string?.contains("beta") == true, "\(run)")
    }

    @Test func theWheelsOwnPythonCounts() async throws {
        let delta = WheelMaker("delta", "3.1", requiresPython: ">=3.12").wheel()
        let page =
            "<!DOCTYPE html><html><body><a href=\"/files/delta/\(delta.filename)"
            + "#sha256=\(delta.sha256)\">"
            + "\(delta.filename)</a></body></html>"
        for scenario in [
            try hashed(IndexTree(delta), delta), try pylock(IndexTree(delta), delta),
        ] {
            scenario.index.set("/simple/delta/", .html(page))
            try await expectMissing(scenario, "delta", "requires Python >=3.12")
        }
    }

    @Test func aDamagedWheelDoesNotInstall() async throws {
        let scenario = try hashed(IndexTree(alpha), alpha)
        expect(try await scenario.sync(), .ok, failures: [])
        let files = FileTree.files(under: scenario.mirror)
        let path = try #require(files.first { $0.hasSuffix("/\(alpha.filename)") })
        var bytes = try FileTree.bytes("\(scenario.mirror)/\(path)")
        bytes[40] ^= 0xFF
        try FileTree.write(bytes, to: "\(scenario.mirror)/\(path)")
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .dataerr)
        #expect("\(proof.document["missing"])".contains("is damaged"), "\(proof)")
    }

    @Test func whatASourceDistributionIsBuiltWithIsNotTakenForGranted() async throws {
        var tar = TarGzWriter()
        var maker = WheelMaker("echo")
        maker.metadataVersion = "2.2"
        tar.add("echo-1.0/PKG-INFO", Array(maker.metadata.utf8))
        let sdist = Distribution(
            project: "echo", filename: "echo-1.0.tar.gz", bytes: tar.finished())
        var tree = IndexTree(sdist)
        let scenario = try scenario(tree, "requirements = [\"echo\"]\nversions = \"latest\"")
        expect(try await scenario.sync(), .ok, failures: [])
        let proof = try await scenario.run("prove", scenario.job, "--json")
        #expect(
            "\(proof.document["unproven"])".contains("echo-1.0.tar.gz is built with setuptools"),
            "\(proof)")
        tree.add(WheelMaker("setuptools", "80.0").wheel())
        tree.serve(on: scenario.index)
        try scenario.writeJob(
            select: "requirements = [\"echo\", \"setuptools\"]\nversions = \"latest\"",
            dependencies: true, rest: Self.target)
        expect(try await scenario.sync(), .ok, failures: [])
        let whole = try await scenario.run("prove", scenario.job, "--json")
        expect(whole, .ok)
        #expect(whole.document["unproven"].array.isEmpty, "\(whole)")
    }
}
