import Testing

@testable import SimpleIndex

@Suite struct LinkFragmentTests {
    private static let hex = String(repeating: "0a", count: 16)

    @Test(arguments: [
        ("", [:]), ("sha256=AB", ["sha256": "ab"]), ("SHA256%3Dab", ["sha256": "ab"]),
        ("sha256=a&md5=b", ["sha256": "a", "md5": "b"]), ("sha256=a&sha256=b", ["sha256": "a"]),
        ("sha256=", [:]), ("sha256", [:]), ("sha256-ab", [:]), ("sha256= ab ", ["sha256": "ab"]),
        ("sha256=%20ab", ["sha256": "ab"]), ("md5=not hex", ["md5": "not hex"]),
        ("egg=\(hex)", [:]), ("subdirectory=\(hex)", [:]), ("x=\(hex)", ["x": hex]),
        ("x=\(hex)g", [:]), ("x=0a", [:]), ("=\(hex)", [:]), ("egg=a&sha1=b", ["sha1": "b"]),
        ("sha256=a=b", ["sha256": "a=b"]), ("sha256=%zz%", ["sha256": "%zz%"]),
    ])
    func hashesAreReadFromFragments(fragment: String, hashes: [String: String]) {
        #expect(LinkFragment.hashes(in: Array(fragment.utf8)[...]) == hashes)
    }
}
