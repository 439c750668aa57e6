import SimpleIndex
import Testing

@testable import Jobs

@Suite struct HashStandingTests {
    private static let md5 = String(repeating: "0", count: 32)
    private static let sha256 = String(repeating: "0", count: 64)

    @Test(
        arguments: [
            ([:], .none), (["md5": md5], .weak), (["sha256": sha256], .strong),
            (["md5": md5, "sha256": sha256], .strong), (["blake2b_256": sha256], .none),
            (["sha256": "abc"], .broken(algorithm: "sha256")),
            (["md5": "zz", "sha256": sha256], .broken(algorithm: "md5")),
        ] as [([String: String], HashStanding)])
    func aBrokenDigestIsNeverTakenForNone(hashes: [String: String], standing: HashStanding) {
        let file = IndexFile(filename: "a.whl", url: "https://h.example/a.whl", hashes: hashes)
        #expect(HashStanding(file) == standing)
    }
}
