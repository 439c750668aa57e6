import TestSupport
import Testing

@Suite struct TreeSnapshotTests {
    @Test func seesWhatCameWentChangedAndWasRewritten() throws {
        let directory = try TemporaryDirectory()
        for name in ["a/same", "a/changed", "a/rewritten", "gone", "b/skipped"] {
            try directory.write(name, to: name)
        }
        let before = TreeSnapshot(of: directory.path, skipping: ["b/"])
        #expect(before == TreeSnapshot(of: directory.path, skipping: ["b/"]))
        try directory.write("another", to: "a/changed")
        try FileTree.remove(directory["a/rewritten"])
        try directory.write("a/rewritten", to: "a/rewritten")
        try FileTree.remove(directory["gone"])
        try directory.write("x", to: "b/skipped")
        try directory.write("x", to: "come")
        let after = TreeSnapshot(of: directory.path, skipping: ["b/"])
        #expect(
            after.differences(from: before) == ["a/changed", "a/rewritten", "come", "gone"])
    }
}
