import Primitives
import SimpleIndex
import Testing

@Suite struct IndexFileTests {
    @Test func digestsAreWellFormedAndStrongestFirst() {
        let hashes = [
            "md5": String(repeating: "a", count: 32), "sha256": String(repeating: "b", count: 64),
            "sha512": "broken", "blake2b": String(repeating: "c", count: 128),
            "sha1": String(repeating: "d", count: 39),
        ]
        let file = IndexFile(filename: "x", url: "x", hashes: hashes)
        #expect(file.digests.map(\.algorithm) == [.sha256, .md5])
        #expect(CoreMetadataClaim.present(hashes).digests == file.digests)
        #expect(CoreMetadataClaim.absent.digests.isEmpty)
    }

    @Test func emptyReasonsAreNone() {
        #expect(Yank.withReason("") == .yes(reason: nil))
        #expect(Yank.withReason("x").reason == "x")
        #expect(Yank.yes(reason: nil).isYanked)
        #expect(!Yank.no.isYanked)
    }
}
