import Primitives
import Serving
import TestSupport
import Testing

@Suite struct MirrorServerTests {
    private let wheel = ServedMirror.wheel

    @Test func pagesComeInTheFormAskedFor() async throws {
        let types = [
            ("text/html", "text/html; charset=utf-8", "<html>demo</html>"),
            (
                "application/vnd.pypi.simple.v1+html",
                "application/vnd.pypi.simple.v1+html; charset=utf-8", "<html>demo</html>"
            ),
            (
                "application/vnd.pypi.simple.latest+json", "application/vnd.pypi.simple.v1+json",
                #"{"name":"demo"}"#
            ),
        ]
        try await ServedMirror.serve { mirror in
            for (accept, type, text) in types {
                let page = try await mirror.get("/simple/demo/", "-H", "Accept: \(accept)")
                #expect(page.status == 200)
                #expect(page["content-type"] == type)
                #expect(page["vary"] == "Accept")
                #expect(page["date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
                #expect(page.text == text)
            }
        }
    }

    @Test func aPageNamedWithItsFormNeedsNoNegotiation() async throws {
        try await ServedMirror.serve { mirror in
            let json = try await mirror.get("/simple/index.json", "-H", "Accept: image/png")
            #expect(json["content-type"] == "application/vnd.pypi.simple.v1+json")
            #expect(json["vary"] == nil)
            #expect(json.text == #"{"root":"000001"}"#)
            let html = try await mirror.get("/simple/demo/index.html")
            #expect(html["content-type"] == "text/html; charset=utf-8")
        }
    }

    @Test func aFormThatNobodyOffersIsNotAcceptable() async throws {
        try await ServedMirror.serve { mirror in
            let page = try await mirror.get("/simple/", "-H", "Accept: application/json")
            #expect(page.status == 406)
            #expect(page["vary"] == "Accept")
            #expect(page.text.contains("application/vnd.pypi.simple.v1+json"))
            // What is not there is there in no other form either.
            let other = try await mirror.get("/simple/nosuch/", "-H", "Accept: application/json")
            #expect(other.status == 404)
        }
    }

    @Test(arguments: [
        ("/", "/simple/"), ("/simple", "/simple/"), ("/simple/demo", "/simple/demo/"),
        ("/simple/Demo/", "/simple/demo/"), ("/simple/DEMO", "/simple/demo/"),
    ])
    func otherAddressesLeadToThePage(path: String, location: String) async throws {
        try await ServedMirror.serve { mirror in
            let answer = try await mirror.get(path)
            #expect(answer.status == 301)
            #expect(answer["location"] == location)
        }
    }

    @Test(arguments: [
        "/simple/missing/", "/simple/Missing", "/state.sqlite", "/../state.sqlite",
        "/simple/../../state.sqlite", "/%2e%2e/state.sqlite", "/simple/..%2f..%2f/state.sqlite",
        "/.pages/dd/\(ServedMirror.pageDigest)/", "/.generations", "/files/",
        "/files/ab/cc/\(ServedMirror.digest)/outside.whl",
    ])
    func whatIsNotPublishedIsNotFound(path: String) async throws {
        try await ServedMirror.serve { mirror in
            try mirror.directory.write("secret", to: "elsewhere/index.html")
            let folder = mirror.directory["public/files/ab/cc/\(ServedMirror.digest)"]
            try ServedMirror.link(folder + "/outside.whl", to: "../../../../../state.sqlite")
            let answer = try await mirror.get(path)
            #expect(answer.status == 404)
            #expect(!answer.text.contains("secret"))
        }
    }

    @Test func filesComeWholeAndMayBeKeptForEver() async throws {
        try await ServedMirror.serve { mirror in
            let file = try await mirror.get(ServedMirror.wheelPath)
            #expect(file.status == 200)
            #expect(file.body == wheel)
            #expect(file["content-type"] == "application/octet-stream")
            #expect(file["accept-ranges"] == "bytes")
            #expect(file["cache-control"]?.contains("immutable") == true)
            #expect(file["etag"] == ServedMirror.wheelTag)
            let metadata = try await mirror.get(ServedMirror.wheelPath + ".metadata")
            #expect(metadata.text == "Name: demo\n")
            #expect(metadata["etag"] != file["etag"])
        }
    }

    @Test func headSaysTheSameWithoutTheBody() async throws {
        try await ServedMirror.serve { mirror in
            let head = try await mirror.get(ServedMirror.wheelPath, "--head")
            #expect(head.status == 200)
            #expect(head["content-length"] == "\(wheel.count)")
            #expect(head.body.isEmpty)
            let page = try await mirror.get("/simple/demo/", "--head")
            #expect(page["content-length"] == "17")
            let missing = try await mirror.get("/simple/missing/", "--head")
            #expect(missing.status == 404)
            #expect(missing.body.isEmpty)
        }
    }

    @Test(arguments: [
        ("0-99", 0..<100), ("-100", 10_999_900..<11_000_000), ("100-", 100..<11_000_000),
        ("10999999-20000000", 10_999_999..<11_000_000),
    ])
    func rangesComeAsAsked(range: String, bytes: Range<Int>) async throws {
        try await ServedMirror.serve { mirror in
            let part = try await mirror.get(ServedMirror.wheelPath, "-r", range)
            #expect(part.status == 206)
            #expect(
                part["content-range"]
                    == "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/11000000")
            #expect(part.body == Array(wheel[bytes]))
        }
    }

    @Test func aRangeBeyondTheEndIsRefused() async throws {
        try await ServedMirror.serve { mirror in
            let answer = try await mirror.get(ServedMirror.wheelPath, "-r", "11000000-")
            #expect(answer.status == 416)
            #expect(answer["content-range"] == "bytes */11000000")
            #expect(answer.body.isEmpty)
        }
    }

    @Test func aRangeOfAnotherFileThanThoughtIsTheWholeFile() async throws {
        try await ServedMirror.serve { mirror in
            let range = ["-r", "0-9", "-H"]
            let path = ServedMirror.wheelPath
            let same = "If-Range: \(ServedMirror.wheelTag)"
            #expect(try await mirror.get(path, options: range + [same]).status == 206)
            let other = try await mirror.get(path, options: range + ["If-Range: \"other\""])
            #expect(other.status == 200)
            #expect(other.body.count == wheel.count)
        }
    }

    @Test func whatTheClientHasIsNotSentAgain() async throws {
        try await ServedMirror.serve { mirror in
            let page = try await mirror.get("/simple/demo/")
            let tag = try #require(page["etag"])
            let date = try #require(page["last-modified"])
            for condition in [
                "If-None-Match: \(tag)", "If-None-Match: \"x\", W/\(tag)", "If-None-Match: *",
                "If-Modified-Since: \(date)",
            ] {
                let answer = try await mirror.get("/simple/demo/", "-H", condition)
                #expect(answer.status == 304)
                #expect(answer["etag"] == tag)
                #expect(answer.body.isEmpty)
            }
            // The tag decides where both are given.
            let changed = try await mirror.get(
                "/simple/demo/", "-H", "If-None-Match: \"x\"", "-H", "If-Modified-Since: \(date)")
            #expect(changed.status == 200)
        }
    }

    @Test func theTwoFormsOfAPageHaveTagsOfTheirOwn() async throws {
        try await ServedMirror.serve { mirror in
            let html = try await mirror.get("/simple/demo/index.html")
            let json = try await mirror.get("/simple/demo/index.json")
            #expect(html["etag"] != json["etag"])
            #expect(html["etag"]?.contains(ServedMirror.pageDigest) == true)
        }
    }

    @Test func aFileThatWasRepairedIsNotTheDamagedOne() async throws {
        try await ServedMirror.serve { mirror in
            for path in [ServedMirror.wheelPath, "/simple/demo/", "/simple/"] {
                let whole = try await mirror.get(path)
                let file = path.hasSuffix("/") ? "public\(path)index.html" : "public\(path)"
                let place = mirror.directory[file]
                #expect(try await Program.run("truncate", ["-s", "9", place]).succeeded)
                let damaged = try await mirror.get(path)
                #expect(damaged.body.count == 9)
                let tag = try #require(damaged["etag"])
                try mirror.directory.write(whole.body, to: file)
                let repaired = try await mirror.get(path, "-H", "If-None-Match: \(tag)")
                #expect(repaired.status == 200)
                #expect(repaired.body == whole.body)
            }
        }
    }

    @Test func aNewGenerationIsSeenAtOnce() async throws {
        try await ServedMirror.serve { mirror in
            let root = try #require(try await mirror.get("/simple/")["etag"])
            let page = try #require(try await mirror.get("/simple/demo/")["etag"])
            let digest = String(repeating: "e", count: 40)
            try ServedMirror.writePage("changed", digest: digest, to: mirror.directory)
            try ServedMirror.writeGeneration("000002", page: digest, to: mirror.directory)
            try ServedMirror.makeLive("000002", in: mirror.directory)
            let newRoot = try await mirror.get("/simple/", "-H", "If-None-Match: \(root)")
            #expect(newRoot.text == "<html>root 000002</html>")
            let newPage = try await mirror.get("/simple/demo/", "-H", "If-None-Match: \(page)")
            #expect(newPage.text == "<html>changed</html>")
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func aMirrorIsOnlyRead(method: String) async throws {
        try await ServedMirror.serve { mirror in
            let answer = try await mirror.get("/simple/", "-X", method)
            #expect(answer.status == 405)
            #expect(answer["allow"] == "GET, HEAD")
        }
    }

    @Test func anEmptyMirrorSaysThatNothingIsPublished() async throws {
        let directory = try TemporaryDirectory()
        try FileTree.makeDirectory(directory["public"])
        try await ServedMirror.serve(directory) { mirror in
            let answer = try await mirror.get("/simple/")
            #expect(answer.status == 404)
            #expect(answer.text == "nothing is published yet\n")
        }
    }
}
