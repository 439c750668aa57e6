import Primitives
import SimpleIndex
import Testing

/// What the corpus does not show.
@Suite struct JSONPageDecoderTests {
    private func decode(_ page: String) throws -> Decoded<ProjectPage> {
        try PageDecoder.projectPage(
            Array(page.utf8), contentType: SimpleIndexMediaType.json,
            url: try #require(WebAddress("https://index.example/simple/demo/")))
    }

    private func file(_ members: String) throws -> IndexFile? {
        let page = #"{"files": [{"filename": "x.whl", "url": "x.whl", \#(members)}]}"#
        return try decode(page).page.files.first
    }

    private func error(_ page: [UInt8]) -> PageError? {
        #expect(throws: PageError.self) {
            try PageDecoder.projectPage(
                page, contentType: SimpleIndexMediaType.json,
                url: try #require(WebAddress("https://index.example/simple/demo/")))
        }
    }

    @Test(arguments: [
        ("true", Yank.yes(reason: nil)), ("false", .no), ("null", .no), (#""""#, .no),
        (#""why""#, .yes(reason: "why")), ("1", .yes(reason: nil)), ("0", .no), ("{}", .no),
        ("[0]", .yes(reason: nil)), (#"{"a":0}"#, .yes(reason: nil)),
    ])
    func yankedIsWhatIsTrue(value: String, yank: Yank) throws {
        #expect(try file(#""yanked": \#(value)"#)?.yanked == yank)
    }

    @Test(arguments: [
        (#""core-metadata": true"#, CoreMetadataClaim.present([:])),
        (#""core-metadata": {"SHA256": "AB"}"#, .present(["sha256": "ab"])),
        (#""core-metadata": {}, "dist-info-metadata": false"#, .present([:])),
        (#""core-metadata": false, "dist-info-metadata": true"#, .absent),
        (#""core-metadata": null, "dist-info-metadata": true"#, .present([:])),
        (#""dist-info-metadata": {"sha256": "ab"}"#, .present(["sha256": "ab"])),
        (#""data-dist-info-metadata": {"sha256": "ab"}"#, .absent),
    ])
    func theNewerMetadataKeyComesFirst(members: String, claim: CoreMetadataClaim) throws {
        #expect(try file(members)?.coreMetadata == claim)
    }

    @Test(
        arguments: [
            ("0", 0), ("9223372036854775807", Int64.max), ("1e3", 1000), ("12.0", 12),
            ("9223372036854775808", nil), ("-1", nil), ("1.5", nil), (#""12""#, nil), ("null", nil),
        ] as [(String, Int64?)])
    func sizesAreExact(value: String, size: Int64?) throws {
        #expect(try file(#""size": \#(value)"#)?.size == size)
    }

    @Test func otherTypesCountAsAbsent() throws {
        let file = try file(
            """
            "hashes": [], "requires-python": 3, "upload-time": 5, "gpg-sig": "true",
            "provenance": {}, "size": true
            """)
        #expect(
            file
                == IndexFile(filename: "x.whl", url: "https://index.example/simple/demo/x.whl"))
    }

    @Test func theLastOfEqualKeysCounts() throws {
        let page = try decode(
            #"{"name": "a", "name": "b", "files": [{"filename": "x", "url": "x"}], "files": []}"#)
        #expect(page.page.name == "b")
        #expect(page.page.files.isEmpty)
    }

    @Test func entriesWithoutUseAreTold() throws {
        let decoded = try decode(
            """
            {"files": [3, {}, {"filename": "a"}, {"filename": "../b", "url": "b"},
            {"filename": "c", "url": "ftp://h.example/c"}, {"filename": "d", "url": "https://"},
            {"url": "x/"}, {"filename": "e\\n", "url": "e"}, {"filename": 1, "url": "f"}]}
            """)
        #expect(decoded.page.files.map(\.filename) == ["f"])
        #expect(
            decoded.omissions.map(\.reason) == [
                .malformedEntry, .noURL, .noURL, .unsafeName, .unsupportedScheme, .invalidURL,
                .unsafeName, .unsafeName,
            ])
    }

    @Test func brokenDigestsStayAndEmptyOnesGo() throws {
        let hashes = try file(#""hashes": {"SHA256": "Not Hex", "md5": "", "x": null}"#)?.hashes
        #expect(hashes == ["sha256": "not hex"])
    }

    @Test func errorsNameTheirKind() {
        #expect(error(Array("<html>".utf8))?.code == .malformedJSON)
        #expect(error([])?.code == .malformedJSON)
        #expect(error(Array("[]".utf8))?.code == .invalidStructure)
        #expect(error(Array(#"{"files": {}}"#.utf8))?.code == .invalidStructure)
        #expect(
            error(Array(#"{"meta": {"api-version": "2.0"}}"#.utf8))?.code == .unsupportedVersion)
        #expect(error(Array(#"{"meta": {"api-version": []}}"#.utf8))?.code == .invalidVersion)
        #expect(error(Array("{\"files\": []} ".utf8) + [0xFF])?.code == .undecodable)
    }

    @Test func versionsAndStatusAreRead() throws {
        let page = try decode(
            """
            {"files": [], "versions": ["1.0", null, "weird"], "meta": {"api-version": "1.9"},
            "project-status": {"status": "quarantined", "reason": "malware"}}
            """
        ).page
        #expect(page.versions == ["1.0", "weird"])
        #expect(page.apiVersion == APIVersion(1, 9))
        #expect(page.status == .quarantined)
        #expect(page.statusReason == "malware")
        #expect(page.metaSeen)
    }
}
