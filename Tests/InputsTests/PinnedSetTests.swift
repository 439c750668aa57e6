import Primitives
import PythonPackaging
import Selection
import TestSupport
import Testing

@testable import Inputs

struct PinnedSetTests {
    private static let linux = LockScene.targets[3]
    private static let windows = LockScene.targets[4]

    private static func hash(_ digit: Character) -> String {
        "sha256:" + String(repeating: digit, count: 64)
    }

    private static let (a, b, c) = (hash("a"), hash("b"), hash("c"))

    private func requirements(_ text: String, _ path: String = "requirements.txt") throws
        -> PinnedInput
    {
        .requirements(try RequirementScene(files: [path: text]).read(path))
    }

    private func constraints(_ text: String) throws -> PinnedInput {
        var reader = RequirementFileReader(
            RequirementFileReference(location: "/c.txt", path: "c.txt", isConstraint: true),
            environment: [:])
        reader.provide(Array(text.utf8))
        return .requirements(try reader.file())
    }

    private func pins(_ inputs: [PinnedInput], _ target: Target = linux) throws -> [String] {
        try PinnedSet(inputs, target: target).pins.map { pin in
            let extras = pin.extras.map(\.normalized).sorted().joined(separator: ",")
            return "\(pin.name)\(extras.isEmpty ? "" : "[\(extras)]")==\(pin.version)"
        }
    }

    private func problems(_ inputs: [PinnedInput], _ target: Target = linux) -> [String] {
        do {
            _ = try PinnedSet(inputs, target: target)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func evaluatesMarkersForTheTarget() throws {
        let input = try requirements(
            """
            six==1.15.0 ; python_version < "3.13"
            six==1.16.0 ; python_version >= "3.13"
            colorama==0.4.6 ; sys_platform == "win32"
            tomli==2.0.1 ; extra == "toml"
            requests[socks]==2.25.1
            """)
        #expect(try pins([input]) == ["requests[socks]==2.25.1", "six==1.15.0"])
        #expect(
            try pins([input], Self.windows) == [
                "colorama==0.4.6", "requests[socks]==2.25.1", "six==1.16.0",
            ])
    }

    @Test func aConstraintPinsAnUnpinnedLine() throws {
        let input = try requirements("six>1\nidna[x]\nidna[y]==3.6\n")
        let pin = try constraints(
            "six==1.16.0\nrich==1.0\nsix==9 ; sys_platform == 'win32'\nidna<4\n")
        #expect(try pins([input, pin]) == ["idna[x,y]==3.6", "six==1.16.0"])
        #expect(
            problems([input]) == [
                "requirements.txt:1: six>1 is not pinned to one version; lock it with \"uv pip "
                    + "compile --universal --generate-hashes requirements.txt -o locked.txt\" and "
                    + "name locked.txt here"
            ])
    }

    @Test func contradictionsNameBothLines() throws {
        let input = try requirements("six==1.16.0\nidna==3.6,<3\nrich==1.0\n")
        #expect(
            problems([input, try constraints("six==1.15.0\nrich<1\n")]) == [
                "requirements.txt:1: six==1.16.0 contradicts six==1.15.0 at c.txt:1, for the "
                    + "target cp312-linux-x86_64",
                "requirements.txt:2: idna<3,==3.6 contradicts itself",
                "requirements.txt:3: rich==1.0 contradicts rich<1 at c.txt:2, for the target "
                    + "cp312-linux-x86_64",
            ])
        let lock = try LockScene.read("app/uv.lock")
        #expect(
            problems([
                try requirements("iniconfig==1.0\n"), .lock(lock, .part()),
            ]) == [
                "requirements.txt:1: iniconfig==1.0 contradicts iniconfig==2.0.0 at uv.lock:162, "
                    + "for the target cp312-linux-x86_64"
            ])
    }

    @Test func differentSpellingsOfAVersionAreOne() throws {
        let inputs = [
            try requirements("six==1.16\n", "a.txt"), try requirements("six==1.16.0.0\n", "b.txt"),
        ]
        #expect(try pins(inputs) == ["six==1.16"])
        let local = [
            try requirements("torch==2.5.1\n", "a.txt"),
            try requirements("torch==2.5.1+cpu\n", "b.txt"),
        ]
        #expect(try pins(local) == ["torch==2.5.1+cpu"])
        #expect(try pins([try requirements("six==2.0rc1\nsix>=1\n")]) == ["six==2.0rc1"])
    }

    @Test func takesTheUnionOfLocksAndRequirements() throws {
        let lock = try LockScene.read("workspace/uv.lock")
        let inputs: [PinnedInput] = [
            .lock(lock, .part(withDefaultGroups: false)), try requirements("rich==1.0\nidna\n"),
        ]
        #expect(
            try pins(inputs) == ["idna==3.6", "rich==1.0", "six==1.16.0", "tomli==2.0.1"])
        let set = try PinnedSet(inputs, target: Self.linux)
        let idna = try #require(set.pins.first)
        #expect(idna.sources.map(\.description) == ["uv.lock:76", "requirements.txt:2"])
        #expect(idna.files.map(\.filename) == ["idna-3.6.tar.gz", "idna-3.6-py3-none-any.whl"])
        #expect(idna.files.allSatisfy { idna.listing.vouches(for: $0.hashes) == true })
    }

    @Test func hashesOfAllInputsCount() throws {
        let inputs = [
            try requirements("six==1.0 --hash=\(Self.a) --hash=\(Self.b)\n", "a.txt"),
            try requirements("six==1.0 --hash=\(Self.b) --hash=\(Self.c)\n", "b.txt"),
            .lock(try LockScene.read("app/pylock.pip.toml"), .part()),
        ]
        let pin = try #require(
            try PinnedSet(inputs, target: Self.linux).pins.first { $0.name.normalized == "six" })
        func accepts(_ text: String) throws -> Bool? {
            pin.listing.vouches(for: [try #require(Digest(.sha256, hex: String(text.dropFirst(7))))]
            )
        }
        #expect(try accepts(Self.b) == true)
        #expect(try accepts(Self.a) == false)
        #expect(try accepts(Self.c) == false)
        #expect(pin.listing.vouches(for: []) == nil)
        #expect(
            pin.listing.vouches(for: [
                try #require(Digest(.md5, hex: String(repeating: "0", count: 32)))
            ]) == nil)
        let open = try PinnedSet([try requirements("six==1.0\n")], target: Self.linux)
        #expect(open.pins.first?.listing.isEmpty == true)
    }

    @Test func hashesInOneFileAreAskedOfAllFiles() throws {
        let hashed = try requirements("idna==1.0 --hash=\(Self.a)\n", "a.txt")
        let plain = try requirements("six==1.0\nidna\n", "b.txt")
        #expect(
            problems([hashed, plain]) == [
                "b.txt:1: six==1.0 has no --hash, which one line asks of all; write the file with "
                    + "\"pip-compile --generate-hashes\" or \"uv pip compile --generate-hashes\""
            ])
    }

    @Test func hashesWithNothingInCommonAreRefused() throws {
        let inputs = [
            try requirements("six==1.0 --hash=\(Self.a)\n", "a.txt"),
            try requirements("six==1.0 --hash=\(Self.b)\n", "b.txt"),
        ]
        #expect(
            problems(inputs) == [
                "a.txt:1: six==1.0 lists none of the hashes of six==1.0 at b.txt:1, for the "
                    + "target cp312-linux-x86_64"
            ])
    }

    @Test func requirementsOfAHashedExportRestrictALock() throws {
        let lock = try LockScene.read("app/uv.lock")
        let idna = try #require(lock.packages.first { $0.name.normalized == "idna" })
        let wheel = try #require(idna.files.first { $0.isWheel }?.hashes.first)
        let inputs: [PinnedInput] = [
            .lock(lock, .part()), try requirements("idna==2.10 --hash=\(wheel)\n"),
        ]
        let pin = try #require(
            try PinnedSet(inputs, target: Self.linux).pins.first { $0.name == idna.name })
        #expect(pin.files.map(\.isWheel) == [true])
    }

    @Test func tellsEverythingThatKeepsALockFromServing() throws {
        let told = problems([
            .lock(try LockScene.read("odd/uv.lock"), .part()), try requirements("six\n"),
        ])
        #expect(told.count == 3)
    }

    @Test func namesThatNoLockHasAreTold() throws {
        let locks = try ["app/uv.lock", "conflicts/uv.lock"].map(LockScene.read)
        let choice = LockChoice.taking(["toml", "cpu", "yaml"], ["docs", "nodocs"])
        #expect(
            choice.unknownNames(in: locks).map(\.description) == [
                "uv.lock, uv.lock: there is no extra yaml; did you mean toml?",
                "uv.lock, uv.lock: there is no group nodocs; did you mean docs?",
            ])
        #expect(LockChoice.whole.unknownNames(in: locks) == [])
        #expect(
            LockChoice.taking(["x"]).unknownNames(in: [try LockScene.read("app/pylock.toml")])
                .map(\.suggestion) == ["there is none at all"])
    }
}
