import TestSupport
import Testing

/// Conditions and ranges (RFC 9110 13 and 14), asked of a file of 11,000,000 bytes.
@Suite struct ConditionTests {
    private static let tag = ServedMirror.wheelTag
    /// The file's; no file is younger than the server's clock.
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Tue, 01 Jan 2030 00:00:00 GMT"

    private static let conditions: [(fields: [String], status: Int)] = [
        (["If-Match: \(tag)"], 200), (["If-Match: *"], 200), (["If-Match: \"x\", \(tag)"], 200),
        (["If-Match: \"x\"", "If-Match: \(tag)"], 200), (["If-Match: W/\(tag)"], 412),
        (["If-Match: \"x\""], 412), (["If-Match: \"x,\(tag)\""], 412), (["If-Match: x"], 412),
        (["If-Unmodified-Since: \(date)"], 200), (["If-Unmodified-Since: \(after)"], 200),
        (["If-Unmodified-Since: \(before)"], 412), (["If-Unmodified-Since: soon"], 200),
        (["If-Match: \(tag)", "If-Unmodified-Since: \(before)"], 200),
        (["If-None-Match: \(tag)"], 304), (["If-None-Match: W/\(tag)"], 304),
        (["If-None-Match: \"a,b\" , \(tag)"], 304), (["If-None-Match: *"], 304),
        (["If-None-Match: \"x\"", "If-None-Match: \(tag)"], 304), (["If-None-Match: \"x\""], 200),
        (["If-Modified-Since: \(date)"], 304), (["If-Modified-Since: \(after)"], 304),
        (["If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"], 304),
        (["If-Modified-Since: Sun Nov  6 08:49:37 1994"], 304),
        (["If-Modified-Since: \(before)"], 200), (["If-Modified-Since: 0"], 200),
        (["If-None-Match: \"x\"", "If-Modified-Since: \(date)"], 200),
        (["If-Match: \"x\"", "If-None-Match: \(tag)"], 412),
        (["If-Match: \(tag)", "If-None-Match: \(tag)"], 304),
        (["If-Match: \"x\"", "Range: bytes=0-1"], 412),
        (["If-None-Match: \(tag)", "Range: bytes=0-1"], 304),
        (["If-Match: \(tag)", "Range: bytes=0-1"], 206),
        (["If-None-Match: junk, \(tag)"], 200), (["If-None-Match: \(tag), junk"], 200),
        (["If-None-Match: \"a\"\(tag)"], 200), (["If-None-Match: w/\(tag)"], 200),
        (["If-None-Match: *, \"x\""], 200), (["If-None-Match: \"a b\", \(tag)"], 200),
        (["If-None-Match: \"a\\\", \(tag)"], 304), (["If-None-Match: ,, \(tag),"], 304),
        (["If-Match: \(tag), junk"], 412), (["If-Match: \(tag) \(tag)"], 412),
        (["If-Range: \(tag), \"x\"", "Range: bytes=0-1"], 200),
        (["If-Range: \(tag),", "Range: bytes=0-1"], 200),
        (["If-Range: \(tag)junk", "Range: bytes=0-1"], 200),
        (["If-Range: \(tag)", "If-Range: \(tag)", "Range: bytes=0-1"], 200),
        (["If-Range: \(tag)", "Range: bytes=0-1"], 206),
        (["If-Range: \(date)", "Range: bytes=0-1"], 206),
        (["If-Range: \(after)", "Range: bytes=0-1"], 200),
        (["If-Range: W/\(tag)", "Range: bytes=0-1"], 200),
        (["If-Range: \"x\"", "Range: bytes=99999999-"], 200), (["If-Range: \(tag)"], 200),
    ]

    @Test func conditionsAreJudgedInTheirOrder() async throws {
        try await ServedMirror.serve { mirror in
            for (fields, status) in Self.conditions {
                let answer = try await ask(mirror, fields)
                #expect(answer.status == status, "\(fields)")
                if status == 304 || status == 412 { #expect(answer["etag"] == Self.tag) }
                if status == 304 { #expect(answer.body == []) }
                let head = try await ask(mirror, fields, method: "HEAD")
                #expect(head.status == (status == 206 ? 200 : status), "HEAD \(fields)")
            }
        }
    }

    private static let ranges: [(range: String, status: Int, part: String?)] = [
        ("bytes=0-9", 206, "bytes 0-9/11000000"),
        ("bytes=-1", 206, "bytes 10999999-10999999/11000000"),
        ("bytes=10999990-", 206, "bytes 10999990-10999999/11000000"),
        ("bytes=10999999-99999999999999999999", 206, "bytes 10999999-10999999/11000000"),
        ("Bytes=0-0,", 206, "bytes 0-0/11000000"),
        ("bytes=11000000-", 416, "bytes */11000000"),
        ("bytes=11000000-11000001", 416, "bytes */11000000"),
        ("bytes=99999999999999999999-", 416, "bytes */11000000"),
        ("bytes=-0", 416, "bytes */11000000"),
        ("bytes=11000000-, -0", 416, "bytes */11000000"),
        ("bytes=0-1,3-4", 200, nil), ("bytes=2-1", 200, nil), ("items=0-1", 200, nil),
        ("bytes", 200, nil), ("bytes=a-", 200, nil), ("bytes=0--1", 200, nil),
    ]

    @Test func rangesInAllForms() async throws {
        try await ServedMirror.serve { mirror in
            for (range, status, part) in Self.ranges {
                let answer = try await ask(mirror, ["Range: \(range)"])
                #expect(answer.status == status, "\(range)")
                #expect(answer["content-range"] == part, "\(range)")
                #expect(answer["content-length"] == "\(answer.body.count)", "\(range)")
                // A range means nothing to the other methods.
                let head = try await ask(mirror, ["Range: \(range)"], method: "HEAD")
                #expect(head.status == 200, "\(range)")
            }
        }
    }

    @Test func aFileOfTheFarFutureIsServed() async throws {
        let directory = try ServedMirror.publishedMirror()
        for time in ["@99999999999", "@-99999999999", "2999-01-01"] {
            let path = directory["public\(ServedMirror.wheelPath)"]
            #expect(try await Program.run("touch", ["-d", time, path]).succeeded)
            try await ServedMirror.serve(directory) { mirror in
                let answer = try await ask(mirror, [], method: "HEAD")
                #expect(answer.status == 200)
                #expect(answer["last-modified"]?.hasSuffix(" GMT") == true)
            }
        }
    }

    private func ask(
        _ mirror: ServedMirror, _ fields: [String], method: String = "GET"
    ) async throws -> RawAnswer {
        let lines = ["\(method) \(ServedMirror.wheelPath) HTTP/1.0"] + fields
        return try await mirror.exchange(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }
}
