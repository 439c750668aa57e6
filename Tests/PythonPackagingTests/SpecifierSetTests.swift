import PythonPackaging
import Testing

struct SpecifierSetTests {
    @Test func sortsItsClausesAndDropsRepetitions() throws {
        let set = try SpecifierSet(parsing: ">=1.0, <2 ,>=1.0.0,")
        #expect(set.description == "<2,>=1.0")
        #expect(try set == SpecifierSet(parsing: "<2,>=1"))
    }

    @Test(arguments: [
        // specifier, what fits, what does not
        (">1.7", "1.7.1", "1.7.post1"), (">1.7.post2", "1.7.post3", "1.7.0"),
        ("<1.0", "0.9", "1.0rc1"), ("<1.0rc1", "1.0b2", "1.0rc1"),
        ("<=1.0", "1.0+local", "1.0.post1"), ("==1.0", "1.0.0+x", "1.0.post1"),
        ("==1.0+x", "1.0+X", "1.0"), ("!=1.1.*", "1.2", "1.1.dev1"), ("~=2.2.post3", "2.3", "2.2"),
        ("~=1.4.5", "1.4.99", "1.5.0"), ("===1.0", "1.0", "1.0.0"), (">=1,<2,!=1.5", "1.6", "1.5"),
    ])
    func matches(text: String, fits: String, misses: String) throws {
        let set = try SpecifierSet(parsing: text)
        #expect(set.contains(try #require(Version(fits))))
        #expect(!set.contains(try #require(Version(misses))))
    }

    @Test func aLonePrereleaseCountsUnlessRefused() throws {
        let set = try SpecifierSet(parsing: ">=1.0")
        let version = try #require(Version("1.1a1"))
        #expect(set.contains(version))
        #expect(set.contains(version, prereleases: true))
        #expect(!set.contains(version, prereleases: false))
    }

    @Test func filterTakesPrereleasesOnlyWhereNothingElseFits() throws {
        let set = try SpecifierSet(parsing: ">=1.0")
        func kept(_ texts: [String], _ prereleases: Bool? = nil) throws -> [String] {
            set.filter(try texts.map { try #require(Version($0)) }, prereleases: prereleases)
                .map(\.description)
        }
        #expect(try kept(["2.0a1", "1.0", "0.9"]) == ["1.0"])
        #expect(try kept(["2.0a1", "0.9"]) == ["2.0a1"])
        #expect(try kept(["2.0a1", "1.0"], true) == ["2.0a1", "1.0"])
        #expect(try kept(["2.0a1"], false) == [])
    }

    @Test func textThatIsNoVersionFitsOnlyArbitraryEquality() throws {
        #expect(try SpecifierSet(parsing: "===FooBar").contains(versionText: "foobar"))
        #expect(try !SpecifierSet(parsing: ">=0").contains(versionText: "foobar"))
        #expect(SpecifierSet().contains(versionText: "foobar"))
        #expect(SpecifierSet().filter(versionTexts: ["x", "1.0a1"]) == ["x", "1.0a1"])
        #expect(SpecifierSet().filter(versionTexts: ["x", "1.0a1", "1.0"]) == ["x", "1.0"])
    }

    @Test func tellsWhichVersionItPins() throws {
        let version = try #require(Version("1.0"))
        #expect(try SpecifierSet(parsing: "==1.0.0").pins(version))
        #expect(try SpecifierSet(parsing: "===1.0").pins(version))
        #expect(try !SpecifierSet(parsing: "==1.*").pins(version))
        #expect(try !SpecifierSet(parsing: ">=1.0,<=1.0").pins(version))
    }
}
