import Cryptography
import Primitives
import Testing

/// FIPS 180-4 and RFC 1321 examples for the three letters `abc`.
private let abc: [HashAlgorithm: String] = [
    .md5: "900150983cd24fb0d6963f7d28e17f72",
    .sha1: "a9993e364706816aba3e25717850c26c9cd0d89d",
    .sha224: "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
    .sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    .sha384: "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        + "8086072ba1e7cc2358baeca134c825a7",
    .sha512: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
]

@Suite struct HashContextTests {
    @Test(arguments: HashAlgorithm.allCases)
    func knownDigests(_ algorithm: HashAlgorithm) {
        var context = HashContext(algorithm)
        context.update(Array("abc".utf8))
        #expect(context.finish().hex == abc[algorithm])
        #expect(Hashing.digest(Array("abc".utf8), algorithm).hex == abc[algorithm])
    }

    @Test func digestDoesNotDependOnHowBytesArrive() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = Hashing.digest(bytes, .sha256)
        for size in [1, 63, 64, 65, 4096, 99_999] {
            var context = HashContext(.sha256)
            for start in stride(from: 0, to: bytes.count, by: size) {
                context.update(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(context.finish() == whole)
        }
    }

    @Test func finishedContextIsAsNew() {
        var context = HashContext(.sha1)
        context.update([1, 2, 3])
        _ = context.finish()
        context.update(Array("abc".utf8))
        #expect(context.finish().hex == abc[.sha1])
    }

    @Test func resetForgetsWhatWasFed() {
        var context = HashContext(.sha256)
        context.update([1, 2, 3])
        context.reset()
        context.update(Array("abc".utf8))
        #expect(context.finish().hex == abc[.sha256])
    }

    @Test func nothingHasADigestToo() {
        var context = HashContext(.sha256)
        #expect(context.finish() == Hashing.digest([], .sha256))
        #expect(Hashing.digest([], .md5).hex == "d41d8cd98f00b204e9800998ecf8427e")
    }
}
