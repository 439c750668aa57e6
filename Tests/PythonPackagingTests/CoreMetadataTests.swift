import PythonPackaging
import Testing

struct CoreMetadataTests {
    static let text = """
        Metadata-Version: 2.4
        Name: Demo.Pkg
        version: 1.0
        Requires-Dist: requests >=2 ;
           extra == 'net'
        Requires-Dist: rich
        Requires-Python: >=3.8
        Provides-Extra: net
        Dynamic: Requires-Python

        Requires-Dist: not-a-field
        """

    private func parse(_ text: String) throws -> CoreMetadata {
        try CoreMetadata(parsing: Array(text.utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func readsTheHeaderOnly(lineEnd: String) throws {
        let text = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
        let metadata = try parse(text.joined(separator: lineEnd))
        #expect(metadata.name == "Demo.Pkg")
        #expect(metadata.version == "1.0")
        #expect(metadata.requiresDist == ["requests >=2 ; extra == 'net'", "rich"])
        #expect(metadata.requiresPython == ">=3.8")
        #expect(metadata.providesExtra == ["net"])
    }

    @Test func tellsWhatBuildingMayChange() throws {
        let metadata = try parse(Self.text)
        #expect(metadata.isFinal("Requires-Dist"))
        #expect(!metadata.isFinal("Requires-Python"))
        let old = try parse("Metadata-Version: 2.1\nName: a\nVersion: 1\n")
        #expect(!old.isFinal("Requires-Dist"))
    }

    @Test(arguments: [
        ("Metadata-Version: 3.0\nName: a\nVersion: 1", InvalidMetadata.Code.unsupportedVersion),
        ("Metadata-Version: new\nName: a\nVersion: 1", .invalidVersion),
        ("Name: a\nVersion: 1", .missingField),
        ("Metadata-Version: 2.1\nVersion: 1", .missingField),
        ("", .missingField), ("<html>\nMetadata-Version: 2.1\nName: a\nVersion: 1", .missingField),
    ])
    func refusesWhatItCannotUse(text: String, code: InvalidMetadata.Code) {
        let error = #expect(throws: InvalidMetadata.self) { try parse(text) }
        #expect(error?.code == code)
    }

    @Test func blankContinuationsAndMailboxLinesChangeNothing() throws {
        let metadata = try parse(
            "From me\n ignored\nMetadata-Version: 2.1\nName: a\n \nFrom me\n\tgone\nVersion: 1\n")
        #expect(metadata.name == "a")
        #expect(metadata.version == "1")
    }

    @Test func readsGreaterMinorVersions() throws {
        #expect(try parse("Metadata-Version: 2.99\nName: a\nVersion: 1").name == "a")
    }
}
