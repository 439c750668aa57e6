import SimpleIndex
import Testing

@testable import Selection

struct ReplacedFilesTests {
    private let a = String(repeating: "a", count: 64)
    private let b = String(repeating: "b", count: 64)

    private func page(_ files: [String: [String: String]]) -> ProjectPage {
        ProjectPage(
            files: files.map { IndexFile(filename: $0.key, url: "", hashes: $0.value) })
    }

    @Test func aNewHashUnderAKnownNameIsFound() {
        let known = page(["x": ["sha256": a], "y": ["sha256": a], "z": ["sha256": a]])
        let new = page(["x": ["sha256": b], "y": ["sha256": a], "w": ["sha256": b]])
        #expect(ReplacedFiles.find(known: known, new: new) == ["x"])
    }

    @Test func theStrongestCommonAlgorithmDecides() {
        let known = page(["x": ["sha256": a, "md5": "1"], "y": ["md5": "1"], "z": ["md5": "1"]])
        let new = page(["x": ["sha256": a, "md5": "2"], "y": ["md5": "2"], "z": ["sha256": a]])
        #expect(ReplacedFiles.find(known: known, new: new) == ["y"])
    }

    @Test func aHashThatIsGoneProvesNothing() {
        let known = page(["x": ["sha256": a]])
        #expect(ReplacedFiles.find(known: known, new: page(["x": [:]])) == [])
        #expect(ReplacedFiles.find(known: page(["x": [:]]), new: known) == [])
    }
}
