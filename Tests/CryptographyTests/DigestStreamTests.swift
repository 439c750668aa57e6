import Cryptography
import Primitives
import Testing

@Suite struct DigestStreamTests {
    @Test func eachAlgorithmOnceWeakestFirst() {
        let stream = DigestStream([.sha256, .md5, .sha512, .md5])
        stream.update([1, 2])
        stream.update([])
        stream.update([3])
        #expect(stream.count == 3)
        #expect(
            stream.finish() == [.md5, .sha256, .sha512].map { Hashing.digest([1, 2, 3], $0) })
        #expect(stream.count == 0)
    }

    @Test func resetStartsTheFileAgain() {
        let stream = DigestStream([HashAlgorithm.sha256])
        stream.update([9, 9, 9])
        stream.reset()
        #expect(stream.count == 0)
        stream.update([1])
        #expect(stream.finish() == [Hashing.digest([1], .sha256)])
    }

    @Test func withoutAlgorithmsItOnlyCounts() {
        let stream = DigestStream([HashAlgorithm]())
        stream.update([1, 2])
        #expect(stream.count == 2)
        #expect(stream.finish().isEmpty)
    }
}
