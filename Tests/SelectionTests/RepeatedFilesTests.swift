import SimpleIndex
import Testing

@testable import Selection

struct RepeatedFilesTests {
    private let a = String(repeating: "a", count: 64)
    private let b = String(repeating: "b", count: 64)

    private func ambiguous(_ mentions: [String: String]...) -> Bool {
        let files = mentions.map { IndexFile(filename: "x", url: "", hashes: $0) }
        return RepeatedFiles.ambiguous(in: ProjectPage(files: files)) == ["x"]
    }

    @Test func differentHashesAreAmbiguous() {
        #expect(ambiguous(["sha256": a], ["sha256": b]))
        #expect(ambiguous(["sha256": a], [:], ["sha256": b]))
        #expect(ambiguous(["sha256": a], ["md5": "1"]))
        #expect(ambiguous(["sha256": a, "md5": "1"], ["sha256": b, "md5": "1"]))
    }

    @Test func equalOrMissingHashesAreNot() {
        #expect(!ambiguous(["sha256": a]))
        #expect(!ambiguous(["sha256": a], ["sha256": a]))
        #expect(!ambiguous(["sha256": a], [:]))
        #expect(!ambiguous([:], [:]))
        #expect(!ambiguous(["sha256": a, "md5": "1"], ["sha256": a]))
    }
}
