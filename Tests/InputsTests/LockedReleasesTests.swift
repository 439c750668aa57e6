import PythonPackaging
import Selection
import TestSupport
import Testing

@testable import Inputs

/// What a job takes of locks: releases for each target, with the files that count.
struct LockedReleasesTests {
    private func requirements(_ text: String) throws -> PinnedInput {
        .requirements(try RequirementScene(files: ["locked.txt": text]).read("locked.txt"))
    }

    private static func hash(_ digit: Character) -> String {
        "sha256:" + String(repeating: digit, count: 64)
    }

    @Test func aLockListsItsFiles() throws {
        let lock = try LockScene.read("app/uv.lock")
        let target = LockScene.targets[3]
        let pins = try PinnedInput.lock(lock, .whole).releases(for: target)
        #expect(!pins.isEmpty)
        for pin in pins {
            let listing = try #require(pin.listing)
            #expect(pin.target == target.name)
            #expect(listing.tellsHashes, "\(pin.release)")
            #expect(pin.reason.contains("==\(pin.release.version) (uv.lock:"), "\(pin.reason)")
        }
        #expect(
            pins.map { "\($0.release.name)==\($0.release.version)" }.sorted()
                == (try LockScene.pins(lock, target, .whole)))
    }

    @Test func withATargetItsLinesAlone() throws {
        let input = try requirements(
            """
            six==1.15.0 ; python_version < "3.13" --hash=\(Self.hash("a"))
            six==1.16.0 ; python_version >= "3.13" --hash=\(Self.hash("b"))
            """)
        let pins = try input.releases(for: LockScene.targets[3])
        #expect(pins.map(\.release.description) == ["six 1.15.0"])
        #expect(pins.first?.reason == "six==1.15.0 (locked.txt:1)")
        #expect(pins.first?.listing?.hashes.count == 1)
    }

    @Test func withoutTargetsTheLinesOfEveryEnvironment() throws {
        let input = try requirements(
            """
            six==1.15.0 ; python_version < "3.13" --hash=\(Self.hash("a"))
            six==1.16.0 ; python_version >= "3.13" --hash=\(Self.hash("b"))
            tomli==2.0.1 ; extra == "toml" --hash=\(Self.hash("c"))
            """)
        let pins = try input.releases(for: nil)
        #expect(pins.map(\.release.description) == ["six 1.15.0", "six 1.16.0"])
        #expect(pins.allSatisfy { $0.target == nil })
    }

    @Test func anUnpinnedLineIsToldAlsoWithoutTargets() throws {
        let input = try requirements("six==1.0\nidna>=3\n")
        let error = #expect(throws: InvalidInput.self) { try input.releases(for: nil) }
        #expect(error?.problems.map(\.line) == [2])
    }
}
