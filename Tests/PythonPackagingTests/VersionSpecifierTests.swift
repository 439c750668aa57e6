import PythonPackaging
import Testing

struct VersionSpecifierTests {
    @Test func keepsTheVersionAsWritten() throws {
        let specifier = try VersionSpecifier(parsing: " == v1.0.* ")
        #expect(specifier.operator == .equal)
        #expect(specifier.versionText == "v1.0.*")
        #expect(specifier.isPrefixMatch)
        #expect(specifier.description == "==v1.0.*")
    }

    @Test(arguments: [
        "", "1.0", "=1.0", "~=1", "~=1.0+x", ">=1.0.*", "<1.0+x", "==1.0a1.*", "==1.0 .*",
        "=== a b",
        ">=1,<2", "<>1",
    ])
    func refusesWhatIsNoClause(text: String) {
        let error = #expect(throws: InvalidSpecifier.self) { try VersionSpecifier(parsing: text) }
        #expect(error?.text == text)
    }

    @Test func spellingsOfOneClauseAreEqual() throws {
        #expect(try VersionSpecifier(parsing: "==1.0") == VersionSpecifier(parsing: "== 1.0.0"))
        #expect(try VersionSpecifier(parsing: "~=1.0") != VersionSpecifier(parsing: "~=1.0.0"))
        #expect(try VersionSpecifier(parsing: "===1.0") != VersionSpecifier(parsing: "===1.0.0"))
    }

    @Test func onlyVersionsToTakeTurnPrereleasesOn() throws {
        #expect(try VersionSpecifier(parsing: ">=1.0a1").mentionsPrerelease)
        #expect(try VersionSpecifier(parsing: "===1.0.dev1").mentionsPrerelease)
        #expect(try !VersionSpecifier(parsing: "!=1.0a1").mentionsPrerelease)
        #expect(try !VersionSpecifier(parsing: "===abc").mentionsPrerelease)
    }
}
