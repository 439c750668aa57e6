import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

/// Requirement files that pip-compile and uv wrote.
struct RealRequirementsTests {
    private func read(_ name: String) throws -> RequirementFile {
        try RequirementScene(try FileTree.text("\(LockScene.folder)/app/\(name)")).read()
    }

    @Test func readsPipCompilesHashes() throws {
        let file = try read("pip-compile.txt")
        #expect(file.requiresHashes)
        #expect(file.warnings == [])
        #expect(file.requirements.count == 7)
        #expect(file.requirements.map(\.hashes.count) == [1, 2, 2, 3, 2, 2, 2])
        #expect(
            file.requirements.map { "\($0.requirement)" }.contains("requests==2.25.1"))
    }

    @Test func readsPipCompilesPlainLines() throws {
        let file = try read("pip-compile-plain.txt")
        #expect(!file.requiresHashes)
        #expect(file.requirements.contains { !$0.requirement.extras.isEmpty })
        #expect(file.requirements.allSatisfy { $0.isPinned })
    }

    @Test(arguments: [
        ("requirements.txt", 13), ("export-default.txt", 14), ("export-all.txt", 16),
        ("export-docs.txt", 14),
    ])
    func readsWhatUVWrites(name: String, count: Int) throws {
        let file = try read(name)
        #expect(file.requiresHashes)
        #expect(file.requirements.count == count)
        let pins = try LockScene.targets.map { target in
            try PinnedSet([.requirements(file)], target: target).pins.count
        }
        #expect(pins.allSatisfy { (9...count).contains($0) })
        #expect(Set(pins).count > 1)
    }
}
