import TestSupport
import Testing

/// Wheels that pip or uv refuse are refused here, and those that they take are taken.
@Suite struct WheelFormatTests {
    private static let job =
        "[[target]]\nname = \"ci312\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n"

    private func scene(_ wheel: Distribution) throws -> WarmScene {
        var tree = IndexTree()
        tree.add(wheel) { $0.offersMetadata = false }
        let scene = try WarmScene(tree)
        try scene.writeRequirements(scene.pin("alpha"))
        return scene
    }

    /// A wheel of alpha with some text of a member replaced.
    private static func wheel(
        _ member: String, _ old: String, with new: [UInt8]
    ) -> Distribution {
        var zip = ZipWriter()
        for (name, content) in WheelMaker("alpha", requires: ["beta"]).wheelMembers() {
            guard name.hasSuffix("/\(member)") else {
                zip.add(name, content)
                continue
            }
            let parts = String(decoding: content, as: UTF8.self).split(
                separator: old, maxSplits: 1, omittingEmptySubsequences: false)
            zip.add(name, Array(parts[0].utf8) + new + Array(parts[parts.count - 1].utf8))
        }
        var wheel = WheelMaker("alpha").wheel()
        wheel.bytes = zip.finished()
        return wheel
    }

    private func warm(_ scene: WarmScene, _ arguments: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "requirements.txt", "--for", "ci312", "--json"] + arguments,
            environment: scene.settings)
    }

    private func expectHole(_ scene: WarmScene, _ words: String) async throws {
        let run = try await warm(scene, "--out", "wheelhouse")
        expect(run, .dataerr)
        #expect(run.document["holes"][0]["reason"].string?.contains(words) == true, "\(run)")
        let wheel = try #require(scene.tree.projects["alpha"]?.first).file
        try scene.directory.write(wheel.bytes, to: "wheelhouse/\(wheel.filename)")
        expect(try await warm(scene, "--check", "wheelhouse"), .dataerr)
    }

    @Test(arguments: [
        ("Wheel-Version: 2.0", "format version 2.0"), ("Wheel-Version: 0.9", "format version 0.9"),
        ("Wheel-Version: new", "no usable `Wheel-Version`"), ("X: 1", "no usable `Wheel-Version`"),
    ])
    func aFormatThatInstallersDoNotKnowIsNoSuccess(line: String, words: String) async throws {
        let wheel = Self.wheel("WHEEL", "Wheel-Version: 1.0", with: Array(line.utf8))
        try await expectHole(try scene(wheel), words)
    }

    @Test func aLaterMinorVersionIsTaken() async throws {
        let wheel = Self.wheel(
            "WHEEL", "Wheel-Version: 1.0", with: Array("Wheel-Version: 1.9".utf8))
        expect(try await warm(try scene(wheel), "--out", "wheelhouse"), .ok)
    }

    @Test(arguments: ["Requires-Dist: ???", "Requires-Dist: beta; bogus == '1'"])
    func aRequirementThatCannotBeReadIsAHole(line: String) async throws {
        let wheel = Self.wheel("METADATA", "Requires-Dist: beta", with: Array(line.utf8))
        try await expectHole(try scene(wheel), "which cannot be read")
    }

    @Test func metadataThatIsNoTextIsAHole() async throws {
        let wheel = Self.wheel(
            "METADATA", "Requires-Dist: beta", with: Array("Author: M".utf8) + [0xFC, 0x0A])
        try await expectHole(try scene(wheel), "not UTF-8")
    }

    @Test func aSyncRefusesAFormatThatInstallersDoNotKnow() async throws {
        let wheel = Self.wheel(
            "WHEEL", "Wheel-Version: 1.0", with: Array("Wheel-Version: 2.0".utf8))
        let scene = try scene(wheel)
        try scene.scenario.writeJob(select: #"projects = ["alpha"]"#)
        let run = try await scene.scenario.sync()
        expect(run, .dataerr, failures: ["alpha/\(wheel.filename) no_match"])
        #expect(
            run.document["failures"][0]["message"].string?.contains("format version 2.0") == true)
    }

    @Test func theProofDoesNotCountMetadataThatIsNoText() async throws {
        let wheel = Self.wheel(
            "METADATA", "Requires-Dist: beta", with: Array("Author: M".utf8) + [0xFC, 0x0A])
        let scene = try scene(wheel)
        try scene.scenario.writeJob(select: #"requirements = ["alpha"]"#, rest: Self.job)
        expect(try await scene.scenario.sync(), .ok)
        let run = try await scene.scenario.run(["prove", "job.toml", "--json"])
        expect(run, .dataerr)
        #expect("\(run.document["missing"])".contains("UTF-8"), "\(run)")
    }

    @Test(arguments: [1, 512])
    func zerosBehindTheArchiveHarmNobody(count: Int) async throws {
        var wheel = WheelMaker("alpha").wheel()
        wheel.bytes += [UInt8](repeating: 0, count: count)
        let scene = try scene(wheel)
        expect(try await warm(scene, "--out", "wheelhouse"), .ok)
        expect(try await warm(scene, "--check", "wheelhouse"), .ok)
    }
}
