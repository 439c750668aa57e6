import Primitives
import PythonPackaging
import Selection
import TestSupport
import Testing

@testable import Inputs

/// The lists of a wheelhouse: as text, and as real pip and uv take them.
struct ListingTests {
    private static let all = ["cp311-linux-x86_64", "cp312-linux-x86_64", "cp312-windows-amd64"]

    private static func scene() throws -> ListingScene {
        var scene = try ListingScene(all)
        try scene.add(
            WheelMaker("zebra", "2.0").wheel("cp311-cp311-manylinux_2_28_x86_64"), for: [all[0]])
        try scene.add(
            WheelMaker("zebra", "2.0").wheel("cp312-cp312-manylinux_2_28_x86_64"), for: [all[1]])
        try scene.add(WheelMaker("zebra", "2.0").sdist(), for: [all[2]])
        try scene.add(WheelMaker("Shared.Name", "1.0").wheel())
        try scene.add(WheelMaker("colors", "0.4").wheel(), for: [all[2]])
        try scene.add(WheelMaker("backport", "1.0").wheel(), for: [all[0]])
        try scene.add(WheelMaker("backport", "2.0").wheel(), for: [all[1], all[2]])
        try scene.add(WheelMaker("mixed", "1.0").wheel(), for: [all[0], all[2]])
        try scene.add(WheelMaker("builder", "1.0").wheel(), for: [])
        return scene
    }

    /// The digests of the made files are real, but not worth looking at.
    private func anonymous(_ text: String, _ scene: ListingScene) -> String {
        scene.files.enumerated().reduce(text) { text, file in
            text.replacing(file.element.sha256.hex, with: "<\(file.element.filename)>")
                .replacing("size = \(file.element.size),", with: "size = <size>,")
        }
    }

    @Test func listsSeveralTargetsWithMarkers() throws {
        let scene = try Self.scene()
        try Golden.expect(
            anonymous(try scene.requirements, scene),
            matches: "../Locks/listings/requirements.lock.txt")
        try Golden.expect(
            anonymous(try scene.pylock, scene), matches: "../Locks/listings/pylock.toml")
    }

    @Test func ourOwnReadersAgree() throws {
        let scene = try Self.scene()
        let lock = try LockFileReader.read(Array(scene.pylock.utf8), path: "pylock.toml")
        let file = try RequirementScene(scene.requirements).read()
        #expect(file.requiresHashes)
        for target in scene.targets {
            let expected = Set(
                scene.files.filter { $0.targets.contains(target.name) }
                    .map { "\($0.name)==\($0.version)" }
            ).sorted()
            #expect(try LockScene.pins(lock, target, .part()) == expected)
            let set = try PinnedSet([.requirements(file)], target: target)
            #expect(set.pins.map { "\($0.name)==\($0.version)" } == expected)
            for held in scene.files where held.targets.contains(target.name) {
                let pin = set.pins.first { $0.name == held.name }
                #expect(pin?.listing.vouches(for: [held.sha256]) == true)
            }
        }
    }

    @Test func checksumsAreWhatSha256sumReads() async throws {
        let directory = try Self.scene().wheelhouse()
        let outcome = try await Program.run(
            "sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], directory: directory.path
        )
        #expect(outcome.succeeded, "\(outcome)")
    }

    // MARK: Real clients

    /// The Python that the clients install for, and one that the lists have to tell from it.
    private func ownScene() async throws -> ListingScene {
        let outcome = try await Program.run(
            PythonEnvironment.python,
            ["-c", "import sys; print('%d%d' % sys.version_info[:2], end='')"])
        let own = "cp\(outcome.output)-linux-x86_64"
        var scene = try ListingScene([own, "cp39-windows-amd64"])
        try scene.add(WheelMaker("shared", "1.0", requires: ["backport"]).wheel())
        try scene.add(WheelMaker("backport", "1.0").wheel(), for: ["cp39-windows-amd64"])
        try scene.add(WheelMaker("backport", "2.0").wheel(), for: [own])
        try scene.add(WheelMaker("colors", "1.0").wheel(), for: ["cp39-windows-amd64"])
        try scene.add(WheelMaker("source", "1.0").sdist(), for: [own])
        return scene
    }

    private func install(
        _ program: String, _ arguments: [String], in directory: TemporaryDirectory
    ) async throws -> Outcome {
        let home = try TemporaryDirectory()
        return try await Program.run(
            program, arguments,
            environment: Program.hermeticEnvironment.merging([
                "HOME": home.path, "TMPDIR": home.path,
            ]) { $1 }, directory: directory.path)
    }

    private func check(_ target: String, _ outcome: Outcome) async throws {
        try #require(outcome.succeeded, "\(outcome)")
        #expect(try await PythonEnvironment.version(of: "shared", in: target) == "1.0")
        #expect(try await PythonEnvironment.version(of: "backport", in: target) == "2.0")
        #expect(try await PythonEnvironment.version(of: "source", in: target) == "1.0")
        #expect(!FileTree.exists("\(target)/colors"))
    }

    private static let pip = [
        "-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input", "install",
        "--no-cache-dir", "--no-index", "--no-build-isolation", "--target", "out",
    ]

    @Test func pipInstallsFromTheRequirements() async throws {
        let directory = try await ownScene().wheelhouse()
        let outcome = try await install(
            PythonEnvironment.python,
            Self.pip + ["--find-links", ".", "--require-hashes", "-r", "requirements.lock.txt"],
            in: directory)
        try await check(directory["out"], outcome)
    }

    @Test func pipInstallsFromThePylock() async throws {
        let directory = try await ownScene().wheelhouse()
        let outcome = try await install(
            PythonEnvironment.python, Self.pip + ["-r", "pylock.toml"], in: directory)
        try await check(directory["out"], outcome)
    }

    private static let uv = [
        "--offline", "--no-index", "--no-build-isolation", "--no-config", "--no-cache", "--python",
        PythonEnvironment.python, "--target", "out",
    ]

    @Test func uvSyncsWithTheRequirements() async throws {
        let directory = try await ownScene().wheelhouse()
        let outcome = try await install(
            "\(PythonEnvironment.path)/bin/uv",
            ["pip", "sync"] + Self.uv
                + ["--find-links", ".", "--require-hashes", "requirements.lock.txt"],
            in: directory)
        try await check(directory["out"], outcome)
    }

    @Test func uvSyncsWithThePylock() async throws {
        let directory = try await ownScene().wheelhouse()
        let outcome = try await install(
            "\(PythonEnvironment.path)/bin/uv", ["pip", "sync"] + Self.uv + ["pylock.toml"],
            in: directory)
        try await check(directory["out"], outcome)
    }

    @Test(arguments: ["requirements.lock.txt", "pylock.toml"])
    func aTamperedWheelIsRefused(list: String) async throws {
        let directory = try await ownScene().wheelhouse()
        try directory.write(
            WheelMaker("shared", "1.0", payloadSize: 10).wheel().bytes,
            to: "shared-1.0-py3-none-any.whl")
        let hashed = list.hasSuffix("txt") ? ["--find-links", ".", "--require-hashes"] : []
        let pip = try await install(
            PythonEnvironment.python, Self.pip + hashed + ["-r", list], in: directory)
        #expect(!pip.succeeded)
        let uv = try await install(
            "\(PythonEnvironment.path)/bin/uv", ["pip", "sync"] + Self.uv + hashed + [list],
            in: directory)
        #expect(!uv.succeeded)
    }

    // MARK: Targets that look alike

    @Test func targetsThatDifferInTheirLibraryShareALine() throws {
        var scene = try ListingScene(["cp312-linux-x86_64", "cp312-musllinux-x86_64"])
        try scene.add(
            WheelMaker("fast").wheel("cp312-cp312-manylinux_2_28_x86_64"),
            for: ["cp312-linux-x86_64"])
        try scene.add(
            WheelMaker("fast").wheel("cp312-cp312-musllinux_1_2_x86_64"),
            for: ["cp312-musllinux-x86_64"])
        let text = try scene.requirements
        #expect(text.contains("\nfast==1.0 \\\n    --hash="))
        #expect(text.split(separator: "--hash=sha256:").count == 3)
    }

    @Test func targetsThatNothingTellsApartAreRefused() throws {
        var scene = try ListingScene(["cp312-linux-x86_64", "cp312-musllinux-x86_64"])
        try scene.add(WheelMaker("fast", "1.0").wheel(), for: ["cp312-linux-x86_64"])
        try scene.add(WheelMaker("fast", "2.0").wheel(), for: ["cp312-musllinux-x86_64"])
        let error = #expect(throws: IndistinctTargets.self) { try scene.pylock }
        #expect(
            error?.description
                == "the targets cp312-linux-x86_64 and cp312-musllinux-x86_64 need different files "
                + "of fast, and no marker tells one from the other")
    }

    @Test func patchReleasesAreToldApartWhereTheyMatter() throws {
        let targets = try [("old", "3.12.1"), ("new", "3.12.4")].map {
            try Target(name: $0.0, python: $0.1, platform: "linux-x86_64")
        }
        let marker = try TargetMarkers(targets).marker(
            for: ["old"], of: ProjectName(spelled: "x"))
        #expect(marker == "python_version == '3.12' and python_full_version < '3.12.4'")
    }

    @Test func aWheelhouseOfNothingHasEmptyLists() throws {
        let scene = try ListingScene(["cp312-linux-x86_64"])
        let lock = try LockFileReader.read(Array(scene.pylock.utf8), path: "pylock.toml")
        #expect(lock.packages.isEmpty)
        #expect(try RequirementScene(scene.requirements).read().requirements.isEmpty)
    }

    @Test func pathsOfATreeAreWritten() throws {
        let digest = try #require(Digest(.sha256, bytes: Array(repeating: 0, count: 32)))
        let target = try Target(shorthand: "cp312-linux-x86_64")
        let file = HeldFile(
            name: ProjectName(spelled: "six"), version: try #require(Version("1.0")),
            filename: "six-1.0-py3-none-any.whl", path: "files/a \"b\"/six-1.0-py3-none-any.whl",
            sha256: digest, size: 7, targets: [target.name])
        let text = try PylockListing.text([file], for: [target])
        let lock = try LockFileReader.read(Array(text.utf8), path: "pylock.toml")
        #expect(lock.packages.first?.files.first?.path == file.path)
        #expect(lock.packages.first?.files.first?.size == 7)
    }
}
