import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@Suite struct JSONPageEncoderTests {
    private func encode(_ page: ProjectPage) throws -> String {
        let name = try #require(ProjectName("Demo.X"))
        return String(decoding: JSONPageEncoder.projectPage(page, name: name), as: UTF8.self)
    }

    @Test func aPageWithEverything() throws {
        let file = IndexFile(
            filename: "demo-1.0.whl", url: "../files/demo-1.0.whl",
            hashes: ["sha256": "ab", "md5": "c"], requiresPython: ">=3.8",
            yanked: .yes(reason: "a \"b\"\n\u{1}"), coreMetadata: .present(["sha256": "cd"]),
            gpgSignature: true, size: 5_000_000_000,
            uploadTime: Instant(rfc3339: "2024-01-02T03:04:05.6Z"),
            provenance: "https://index.example/p")
        let page = ProjectPage(
            status: .quarantined, statusReason: "why", versions: ["1.0"], files: [file])
        #expect(
            try encode(page) == """
                {"meta":{"api-version":"1.4"},"name":"demo-x",\
                "project-status":{"status":"quarantined","reason":"why"},"versions":["1.0"],\
                "files":[{"filename":"demo-1.0.whl","url":"../files/demo-1.0.whl",\
                "hashes":{"md5":"c","sha256":"ab"},"requires-python":">=3.8","size":5000000000,\
                "upload-time":"2024-01-02T03:04:05.600000Z","yanked":"a \\"b\\"\\n\\u0001",\
                "core-metadata":{"sha256":"cd"},"gpg-sig":true,\
                "provenance":"https://index.example/p"}]}

                """)
    }

    /// From 1.1 on sizes and versions are mandatory (PEP 700), so a page without them is 1.0.
    @Test func theVersionIsWhatThePageKeeps() throws {
        let sized = IndexFile(filename: "x", url: "x", size: 1)
        let proven = IndexFile(filename: "x", url: "x", size: 1, provenance: "https://h.example/p")
        let unsized = IndexFile(filename: "x", url: "x")
        let newest = APIVersion(1, 4)
        let pages: [(ProjectPage, String)] = [
            (ProjectPage(), "1.0"), (ProjectPage(versions: []), "1.1"),
            (ProjectPage(versions: [], files: [sized]), "1.1"),
            (ProjectPage(versions: [], files: [sized, unsized]), "1.0"),
            (ProjectPage(files: [sized]), "1.0"),
            (ProjectPage(versions: [], files: [proven]), "1.3"),
            (ProjectPage(status: .archived, versions: []), "1.4"),
            (ProjectPage(apiVersion: newest, versions: [], files: [sized]), "1.4"),
            (ProjectPage(apiVersion: APIVersion(1, 7), versions: [], files: [sized]), "1.4"),
            (ProjectPage(apiVersion: newest, versions: [], files: [unsized]), "1.0"),
        ]
        for (page, version) in pages {
            #expect(try encode(page).hasPrefix(#"{"meta":{"api-version":"\#(version)"}"#))
        }
    }

    @Test func onlyTheNewerMetadataKeyIsWritten() throws {
        let file = IndexFile(filename: "x", url: "x", coreMetadata: .present([:]))
        let text = try encode(ProjectPage(files: [file]))
        #expect(text.contains(#""core-metadata":true"#))
        #expect(!text.contains("dist-info-metadata"))
    }

    @Test func aYankWithoutReasonIsTrue() throws {
        for reason in [nil, ""] {
            let file = IndexFile(filename: "x", url: "x", yanked: .yes(reason: reason))
            #expect(try encode(ProjectPage(files: [file])).contains(#""yanked":true"#))
        }
    }

    @Test func longRootPagesLeaveInPieces() throws {
        let names = try (0..<5000).map { try #require(ProjectName("name-\($0)")) }
        var pieces: [[UInt8]] = []
        JSONPageEncoder.rootPage(names: names) { pieces.append($0) }
        #expect(pieces.count > 1)
        #expect(Array(pieces.joined()) == JSONPageEncoder.rootPage(names: names))
        let empty = JSONPageEncoder.rootPage(names: [ProjectName]())
        #expect(
            String(decoding: empty, as: UTF8.self)
                == "{\"meta\":{\"api-version\":\"1.0\"},\"projects\":[]}\n")
    }
}
