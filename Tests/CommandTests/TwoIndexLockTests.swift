import TestSupport
import Testing

/// A lock may have one release from two indexes, each for some Pythons, with other bytes: uv writes
/// that where a source has a marker beside its index.
@Suite struct TwoIndexLockTests {
    private static let targets = """
        [[target]]
        name = "old"
        python = "3.11"
        platform = "linux-x86_64"

        [[target]]
        name = "new"
        python = "3.12"
        platform = "linux-x86_64"

        """
    private let scene: WarmScene
    private let other: LoopbackIndex

    init() throws {
        scene = try WarmScene(IndexTree(WheelMaker("beta").wheel()))
        other = try LoopbackIndex()
        try scene.directory.write(Self.targets, to: "wheelbarrow.toml")
    }

    private var entry: WheelMaker { WheelMaker("alpha") }
    private var otherEntry: WheelMaker { WheelMaker("alpha", payloadSize: 9) }

    /// Has the scene's index serve some wheels for 3.11, the other one others for 3.12, and locks them.
    private func lock(old: [Distribution], new: [Distribution]) throws {
        var entries: [String] = []
        var needs: [String] = []
        for (index, files, sign) in [(scene.index, old, "<"), (other, new, ">=")] {
            var tree = IndexTree()
            for file in files { tree.add(file) }
            tree.serve(on: index)
            let registry = "source = { registry = \"\(index.url("/simple/"))\" }"
            let wheels = files.map { file in
                let url = index.url("/files/alpha/\(file.filename)")
                return "    { url = \"\(url)\", hash = \"sha256:\(file.sha256)\" },"
            }
            needs.append(
                """
                    { name = "alpha", version = "1.0", \(registry), \
                marker = "python_full_version \(sign) '3.12'" },
                """)
            entries.append(
                """
                [[package]]
                name = "alpha"
                version = "1.0"
                \(registry)
                resolution-markers = ["python_full_version \(sign) '3.12'"]
                wheels = [
                \(wheels.joined(separator: "\n"))
                ]
                """)
        }
        try scene.directory.write(
            """
            version = 1
            revision = 3
            requires-python = ">=3.11"
            resolution-markers = ["python_full_version < '3.12'", "python_full_version >= '3.12'"]

            [[package]]
            name = "app"
            version = "1"
            source = { virtual = "." }
            dependencies = [
            \(needs.joined(separator: "\n"))
            ]

            \(entries.joined(separator: "\n\n"))

            """, to: "uv.lock")
    }

    private func warm(_ input: String = "uv.lock", _ rest: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", input, "--for", "old", "--for", "new", "--json"] + rest,
            environment: WarmScene.nothing)
    }

    private func sync() async throws -> CommandRun {
        try scene.scenario.writeJob(
            select: "lock-files = [\"uv.lock\"]",
            rest: "[[index]]\nname = \"other\"\nurl = \"\(other.url("/simple/"))\"\n"
                + Self.targets)
        return try await scene.scenario.sync()
    }

    private func expectAmbiguous(_ run: CommandRun, _ file: String, _ place: String) {
        expect(run, .dataerr)
        let message = run.document["message"].string ?? ""
        #expect(
            message.hasSuffix(
                "the lock has two files named \(file), for different targets; one \(place)"),
            "\(run)")
    }

    @Test(arguments: ["flat", "index"])
    func oneNameWithTwoHashesIsSeenBeforeAnythingIsFetched(layout: String) async throws {
        try lock(old: [entry.wheel()], new: [otherEntry.wheel()])
        let name = entry.wheel().filename
        for rest in [["--out", "house", "--layout", layout], ["--key-only"]] {
            let run = try await scene.scenario.run(
                ["warm", "uv.lock", "--for", "old", "--for", "new", "--json"] + rest,
                environment: WarmScene.nothing)
            expectAmbiguous(run, name, "wheelhouse can hold one")
            #expect(
                run.document["holes"].array.compactMap { $0["kind"].string }
                    == ["ambiguous", "ambiguous"], "\(run)")
            #expect(
                "\(run.document["hints"])".contains("a wheelhouse of its own"), "\(run)")
        }
        #expect(!scene.directory.exists("house/\(name)"))
        #expect(scene.index.requests.isEmpty && other.requests.isEmpty)
        let single = try await scene.scenario.run(
            ["warm", "uv.lock", "--for", "new", "--out", "house"], environment: WarmScene.nothing)
        expect(single, .ok)
        let check = try await warm("uv.lock", "--check", "house")
        expectAmbiguous(check, name, "wheelhouse can hold one")
    }

    @Test func aMirrorThatWouldNeedTwoFilesOfOneNameSaysSo() async throws {
        try lock(old: [entry.wheel()], new: [otherEntry.wheel()])
        let name = entry.wheel().filename
        let run = try await sync()
        expect(run, .dataerr, failures: ["alpha/\(name) ambiguous"])
        expectAmbiguous(run, name, "page can serve one")
        #expect("\(run.document["hints"])".contains("a mirror of its own"), "\(run)")
    }

    /// Namesakes that nobody takes keep nobody from the files that are taken.
    @Test func aMirrorTakesForEachTargetWhatItsSideOfTheLockHas() async throws {
        let (old, new) = ("cp311-cp311-manylinux_2_17_x86_64", "cp312-cp312-manylinux_2_17_x86_64")
        try lock(
            old: [entry.wheel(old), entry.wheel(new)],
            new: [otherEntry.wheel(old), otherEntry.wheel(new)])
        expect(try await sync(), .ok, failures: [])
        let page = try scene.scenario.published.pages("alpha").json
        for file in [entry.wheel(old), otherEntry.wheel(new)] {
            #expect(page.contains(file.sha256), "\(page)")
        }
        #expect(!page.contains(entry.wheel(new).sha256))
        #expect(!page.contains(otherEntry.wheel(old).sha256))
    }

    @Test func theListsTellTargetsApartThatTakeDifferentFilesOfARelease() async throws {
        let (plain, built) = (entry.wheel(), otherEntry.wheel("2-py3-none-any"))
        try lock(old: [plain], new: [built])
        expect(try await warm("uv.lock", "--out", "house"), .ok)
        let list = try scene.directory.text("house/requirements.lock.txt")
        for (file, python) in [(plain, "3.11"), (built, "3.12")] {
            #expect(
                list.contains(
                    """
                    alpha==1.0 ; python_version == '\(python)' \\
                        --hash=sha256:\(file.sha256)

                    """), "\(list)")
        }
        for name in ["uv.lock", "house/pylock.toml", "house/requirements.lock.txt"] {
            let again = try await warm(name, "--check", "house")
            expect(again, .ok)
        }
        let key = try await warm("house/pylock.toml", "--key-only")
        let known = try await warm("uv.lock", "--key-only")
        expect(known, .ok)
        #expect(key.document["keys"] == known.document["keys"], "\(key)")
        let lock = try scene.directory.text("house/pylock.toml")
        #expect(lock.split(separator: "[[packages]]").count == 3, "\(lock)")
    }

    /// An installer takes what fits best, and both targets fit their own file best.
    @Test func filesThatDifferByPythonAloneStayOneEntry() async throws {
        let old = entry.wheel("cp311-cp311-manylinux_2_17_x86_64")
        let new = otherEntry.wheel("cp312-cp312-manylinux_2_17_x86_64")
        try lock(old: [old], new: [new])
        expect(try await warm("uv.lock", "--out", "house"), .ok)
        let list = try scene.directory.text("house/requirements.lock.txt")
        #expect(list.contains("alpha==1.0 \\\n"), "\(list)")
    }
}
