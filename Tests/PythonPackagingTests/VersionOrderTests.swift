import PythonPackaging
import Testing

struct VersionOrderTests {
    /// From the earliest to the latest.
    static let ascending = [
        "0.dev0", "0", "1.dev0", "1.0.dev456", "1.0a1.dev1", "1.0a1", "1.0a1.post1.dev2",
        "1.0a1.post1", "1.0a2", "1.0b1", "1.0rc1", "1.0", "1.0+abc", "1.0+abc.5", "1.0+5",
        "1.0+5.abc", "1.0+10", "1.0.post0.dev3", "1.0.post0", "1.0.post1", "1.0.1", "1.1", "1.9",
        "1.10", "2012.4", "18446744073709551615", "18446744073709551616", "99999999999999999999",
        "100000000000000000000", "1!0",
    ]

    @Test func ordersAsTheStandardSays() throws {
        let versions = try Self.ascending.map { try #require(Version($0)) }
        #expect(versions.reversed().sorted().map(\.description) == Self.ascending)
        for (earlier, later) in zip(versions, versions.dropFirst()) {
            #expect(earlier < later)
            #expect(!(later < earlier))
            #expect(earlier != later)
        }
    }

    @Test(arguments: [
        ("1.0", "1.0.0"), ("1", "0!1.0"), ("1.0c1", "1RC01"), ("1.0+A-1", "1.0.0+a.01"),
    ])
    func spellingsOfOneVersionAreEqual(left: String, right: String) throws {
        let left = try #require(Version(left))
        let right = try #require(Version(right))
        #expect(left == right)
        #expect(Set([left, right]).count == 1)
        #expect(left.canonicalStripped == right.canonicalStripped)
    }
}
