import Testing

@testable import Inputs

struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("kitten", "sitting", 3),
        ("sdist", "sdists", 1), ("mirorr", "mirror", 1), ("minimum_age", "minimum-age", 1),
        ("ca", "abc", 3),
    ])
    func countsEdits(first: String, second: String, distance: Int) {
        #expect(Spelling.distance(first, second) == distance)
        #expect(Spelling.distance(second, first) == distance)
    }

    @Test func findsTheNearestAndOfEqualsTheFirst() {
        #expect(
            Spelling.nearest(to: "retry", among: ["grace", "retries", "min-free"]) == "retries")
        #expect(Spelling.nearest(to: "x", among: ["a", "b"]) == "a")
        #expect(Spelling.nearest(to: "x", among: []) == nil)
    }
}
