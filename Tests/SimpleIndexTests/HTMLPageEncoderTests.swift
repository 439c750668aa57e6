import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@Suite struct HTMLPageEncoderTests {
    private func encode(_ page: ProjectPage) throws -> String {
        let name = try #require(ProjectName("Demo"))
        return String(decoding: HTMLPageEncoder.projectPage(page, name: name), as: UTF8.self)
    }

    @Test func aPageWithEverything() throws {
        let digest = String(repeating: "ab", count: 32)
        let file = IndexFile(
            filename: "demo-1.0+x.whl", url: "../files/demo-1.0%2Bx.whl?a=1&b=2",
            hashes: ["md5": String(repeating: "c", count: 32), "sha256": digest],
            requiresPython: ">=3.8,<4", yanked: .yes(reason: "a \"b\"\r"),
            coreMetadata: .present(["sha256": digest]), gpgSignature: false, size: 12,
            uploadTime: Instant(rfc3339: "2024-01-02T03:04:05Z"),
            provenance: "https://index.example/p")
        let page = ProjectPage(status: .archived, statusReason: "<done>", files: [file])
        #expect(
            try encode(page) == """
                <!DOCTYPE html>
                <html>
                <head>
                <meta charset="utf-8">
                <meta name="pypi:repository-version" content="1.4">
                <meta name="pypi:project-status" content="archived">
                <meta name="pypi:project-status-reason" content="&lt;done&gt;">
                <title>Links for demo</title>
                </head>
                <body>
                <h1>Links for demo</h1>
                <a href="../files/demo-1.0%2Bx.whl?a=1&amp;b=2#sha256=\(digest)" \
                data-requires-python="&gt;=3.8,&lt;4" data-core-metadata="sha256=\(digest)" \
                data-dist-info-metadata="sha256=\(digest)" data-size="12" \
                data-upload-time="2024-01-02T03:04:05Z" data-yanked="a &quot;b&quot;&#13;" \
                data-gpg-sig="false" data-provenance="https://index.example/p">demo-1.0+x.whl</a><br>
                </body>
                </html>

                """)
    }

    @Test func aFileWithNothingButAName() throws {
        let page = ProjectPage(files: [IndexFile(filename: "a<b", url: "x")])
        #expect(try encode(page).contains("<a href=\"x\">a&lt;b</a><br>\n"))
        #expect(try encode(page).contains("content=\"1.0\""))
        #expect(try !encode(page).contains("project-status"))
    }

    @Test(arguments: [
        (APIVersion(1, 0), "1.0"), (APIVersion(1, 4), "1.4"), (APIVersion(1, 5), "1.4"),
        (APIVersion(1, 99), "1.4"),
    ])
    func theVersionEndsAt1Point4(given: APIVersion, written: String) throws {
        let text = try encode(ProjectPage(apiVersion: given))
        #expect(text.contains("<meta name=\"pypi:repository-version\" content=\"\(written)\">"))
    }

    @Test func theVersionCoversWhatThePageSays() throws {
        var file = IndexFile(filename: "x", url: "x")
        file.provenance = "https://index.example/p"
        #expect(try encode(ProjectPage(files: [file])).contains("content=\"1.3\""))
        #expect(try encode(ProjectPage(status: .deprecated)).contains("content=\"1.4\""))
    }

    @Test func metadataWithoutDigestIsTrueUnderBothNames() throws {
        var file = IndexFile(filename: "x", url: "x")
        file.coreMetadata = .present([:])
        #expect(
            try encode(ProjectPage(files: [file])).contains(
                " data-core-metadata=\"true\" data-dist-info-metadata=\"true\""))
    }

    @Test func theBestHashIsSHA256ThenTheStrongest() throws {
        let hex = String(repeating: "a", count: 32)
        let choices: [([String: String], String)] = [
            (["sha512": "5", "sha256": "2"], "#sha256=2"), (["md5": "1", "sha1": "2"], "#sha1=2"),
            (["x": hex, "y": hex], "#x=\(hex)"), (["x": "short"], ""),
            (["sha256": "a&b#"], "#sha256=a%26b%23"),
        ]
        for (hashes, fragment) in choices {
            let page = ProjectPage(files: [IndexFile(filename: "x", url: "u", hashes: hashes)])
            #expect(try encode(page).contains("<a href=\"u\(fragment)\">"))
        }
    }

    @Test func theSameFactsGiveTheSameBytes() throws {
        for seed in UInt64(0)..<20 {
            var first = RandomPage(seed: seed)
            var second = RandomPage(seed: seed)
            #expect(try encode(first.json()) == encode(second.json()))
        }
    }

    @Test func longRootPagesLeaveInPieces() throws {
        let names = try (0..<5000).map { try #require(ProjectName("name-\($0)")) }
        var pieces: [[UInt8]] = []
        HTMLPageEncoder.rootPage(names: names) { pieces.append($0) }
        #expect(pieces.count > 2)
        #expect(pieces.allSatisfy { $0.count < 1 << 17 })
        #expect(Array(pieces.joined()) == HTMLPageEncoder.rootPage(names: names))
        let text = String(decoding: pieces.joined(), as: UTF8.self)
        #expect(text.contains("\n<a href=\"name-7/\">name-7</a><br>\n"))
    }
}
