import PythonPackaging
import Testing

struct VersionTests {
    @Test func takesAVersionApart() throws {
        let version = try #require(Version(" v1!2.0-Alpha.3-4_dev5+Ubuntu-01 "))
        #expect(version.epoch == 1)
        #expect(version.release == [2, 0])
        #expect(version.pre?.phase == .alpha)
        #expect(version.pre?.number == 3)
        #expect(version.post == 4)
        #expect(version.dev == 5)
        #expect(version.local == [.text("ubuntu"), .number(1)])
        #expect(version.description == "1!2.0a3.post4.dev5+ubuntu.1")
        #expect(version.canonicalStripped == "1!2a3.post4.dev5+ubuntu.1")
    }

    @Test(arguments: ["", "1.0.", "1..0", "1.0x", "1.0+", "1.0+a..b", "1.0.*", "1! 0", "٣", "1.0ſ"])
    func refusesWhatIsNoVersion(text: String) {
        #expect(Version(text) == nil)
    }

    @Test func aSeparatorMayTrailItsWord() {
        #expect(Version("1.0a-")?.description == "1.0a0")
        #expect(Version("1.0a--1")?.description == "1.0a0.post1")
    }

    @Test(arguments: VersionOrderTests.ascending)
    func theNormalFormReadsAsItself(text: String) {
        #expect(Version(text)?.description == text)
    }

    @Test func dropsTheLocalPart() {
        #expect(Version("1.0rc1+cpu")?.publicVersion.description == "1.0rc1")
    }

    @Test func tellsPreAndPostReleases() throws {
        let texts = ["1.0a1", "1.0.dev1", "1.0.post1", "1.0", "1.0.post1.dev2"]
        let versions = try texts.map { try #require(Version($0)) }
        #expect(versions.map(\.isPrerelease) == [true, true, false, false, true])
        #expect(versions.map(\.isPostrelease) == [false, false, true, false, true])
    }
}
