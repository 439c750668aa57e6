import PythonPackaging
import Testing

@testable import Selection

struct ProjectGlobTests {
    @Test(arguments: [
        ("*", "anything", true), ("acme-*", "acme-core", true), ("acme-*", "acme", false),
        ("acme-*", "not-acme-core", false), ("Acme_*", "acme-core", true),
        ("acme.*", "acme-core", true), ("*-plugin", "pytest-plugin", true),
        ("*-plugin", "pytest-plugins", false), ("a*b*c", "axxbxxbc", true),
        ("a*b*c", "axxbxx", false), ("six", "six", true), ("six", "sixty", false),
        ("py??", "pyxx", true), ("py??", "pyx", false), ("lib[0-9]", "lib7", true),
        ("lib[0-9]", "libx", false), ("lib[!0-9]", "libx", true), ("lib[^0-9]", "lib7", false),
        ("[abc]*", "best", true), ("a[-_.]b", "a-b", true), ("a--b", "a-b", true),
        ("**x", "abx", true), ("zope.interface", "zope-interface", true),
    ])
    func matchesNormalisedNames(pattern: String, name: String, expected: Bool) throws {
        let glob = try #require(ProjectGlob(pattern))
        let project = try #require(ProjectName(name))
        #expect(glob.matches(project) == expected)
    }

    @Test(arguments: ["", "a b", "acme-[", "acme-[]", "numpy>=2", "é*", "a/b", "[z-a]x", "a]"])
    func refusesWhatIsNoGlobOverNames(pattern: String) {
        #expect(ProjectGlob(pattern) == nil)
    }

    @Test func knowsItsKind() throws {
        let literal = try #require(ProjectGlob("Zope_Interface"))
        #expect(literal.literal == ProjectName("zope-interface"))
        #expect(!literal.isWildcard)
        let all = try #require(ProjectGlob("*"))
        #expect(all.isMatchAll && all.isWildcard)
        let some = try #require(ProjectGlob("acme-*"))
        #expect(!some.isMatchAll && some.isWildcard && some.literal == nil)
    }

    @Test func readsItsOwnDescription() throws {
        for pattern in ["*", "acme-*", "a[b-dx]x", "x[!a]", "py??"] {
            let glob = try #require(ProjectGlob(pattern))
            #expect(ProjectGlob(glob.description) == glob)
        }
        #expect(ProjectGlob("Acme_*") == ProjectGlob("acme-*"))
    }
}
