import TestSupport
import Testing

@testable import Serving

/// Requests as no library would send them, held against RFC 9112.
@Suite struct StrictRequestTests {
    private static let host = "Host: mirror.example\r\n"

    @Test(arguments: [
        "GET /simple/ HTTP/1.1\r\n\(host)A B: c\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host): c\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)Größe: 1\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A(b): c\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: b\rC: d\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: b\r\r\n\r\n",
        "GET /simple/ HTTP/1.1\n\(host)\r\n", "GET /simple/ HTTP/1.1\r\n\(host)A: b\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: b\r\n c\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: b\r\n\tc\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n \(host)\r\n", "GET /simple/ HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: b\0\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: \u{7F}\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\n\(host)A: \u{1B}[2J\r\n\r\n",
    ])
    func fieldsThatAreNoneAreRefused(request: String) async throws { try await refuses(request) }

    @Test(arguments: [
        "GET /simple/ HTTP/1.1\r\n\r\n", "GET /simple/ HTTP/1.1\r\n\(host)\(host)\r\n",
        "GET /simple/ HTTP/1.0\r\n\(host)Host: other.example\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /simple/ HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\nHost: a:b\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET /simple/ HTTP/1.1\r\nHost: a,b c\r\n\r\n",
        "GET http://a@b/simple/ HTTP/1.1\r\n\(host)\r\n",
        "GET http:///simple/ HTTP/1.1\r\n\(host)\r\n",
    ])
    func aRequestNamesOneHost(request: String) async throws { try await refuses(request) }

    @Test(arguments: [
        "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 0\r\nContent-Length: 0\r\n",
        "Content-Length: 5, 5\r\n", "Content-Length: +5\r\n", "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n", "Content-Length:\r\n", "Content-Length: 5 5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding:\r\n",
        "Transfer-Encoding: \"chunked\"\r\n", "Transfer-Encoding: gzip\r\n",
    ])
    func aBodyHasOneLength(fields: String) async throws {
        try await refuses(
            "POST /simple/ HTTP/1.1\r\n\(Self.host)\(fields)\r\n0\r\n\r\nGET /simple/ HTTP/1.1\r\n"
                + "\(Self.host)\r\n")
    }

    @Test(arguments: [
        "GET /simple/\r\n", "GET  /simple/ HTTP/1.1\r\n", "GET /simple/ HTTP/1.1 \r\n",
        " GET /simple/ HTTP/1.1\r\n", "GET /sim ple/ HTTP/1.1\r\n", "GET\t/simple/ HTTP/1.1\r\n",
        "GET /simple/ http/1.1\r\n", "GET /simple/ HTTP/1\r\n", "GET /simple/ HTTP/1.10\r\n",
        "GET /simple/ HTTP/a.b\r\n", "G(T /simple/ HTTP/1.1\r\n", "GET /sim\u{E9}/ HTTP/1.1\r\n",
        "GET simple/ HTTP/1.1\r\n\(host)\r\n", "GET * HTTP/1.1\r\n\(host)\r\n",
        "GET mirror.example:80 HTTP/1.1\r\n\(host)\r\n", "GET /simple/#x HTTP/1.1\r\n\(host)\r\n",
        "GET ftp://a/simple/ HTTP/1.1\r\n\(host)\r\n", "\u{16}\u{3}\u{1}", "hello\r\n",
    ])
    func aRequestLineHasThreeParts(request: String) async throws { try await refuses(request) }

    @Test func anotherMajorVersionIsNotSpoken() async throws {
        try await ServedMirror.serve { mirror in
            for version in ["2.0", "0.9", "3.1"] {
                let request = "GET /simple/ HTTP/\(version)\r\n\(Self.host)\r\n"
                let answer = try await mirror.exchange(request)
                #expect(answer.status == 505, "\(version)")
            }
            let later = "GET /simple/ HTTP/1.7\r\n\(Self.host)Connection: close\r\n\r\n"
            try await expect(200, mirror, later)
        }
    }

    @Test func methodsThatOnlyReadAreNamedToTheOthers() async throws {
        try await ServedMirror.serve { mirror in
            for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"] {
                let answer = try await mirror.exchange(closing("\(method) /simple/"))
                #expect(answer.status == 405, "\(method)")
                #expect(answer["allow"] == "GET, HEAD", "\(method)")
            }
            for line in ["OPTIONS *", "CONNECT mirror.example:443"] {
                try await expect(405, mirror, closing(line))
            }
            for method in ["BREW", "get", "GETT", "G", "X-Y"] {
                let answer = try await mirror.exchange(closing("\(method) /simple/"))
                #expect(answer.status == 501, "\(method)")
            }
        }
    }

    @Test func aHeadMayBeLongAndNoLonger() async throws {
        try await ServedMirror.serve { mirror in
            func target(_ length: Int) -> String {
                closing("GET /simple/?" + String(repeating: "a", count: length - 9))
            }
            try await expect(200, mirror, target(8 << 10))
            try await expect(414, mirror, target((8 << 10) + 1))
            func head(_ length: Int) -> String {
                let rest = "\r\n\r\n"
                let start = closing("GET /simple/").dropLast(4) + "\r\nA: "
                let padding = length - start.utf8.count - rest.utf8.count
                return start + String(repeating: "b", count: padding) + rest
            }
            try await expect(200, mirror, head(32 << 10))
            try await expect(431, mirror, head((32 << 10) + 1))
            // Long lines that never end, and fields without number.
            let line = "GET /" + String(repeating: "a", count: 200_000)
            try await expect(414, mirror, line)
            let field = "GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 200_000)
            try await expect(431, mirror, field)
            let fields = "GET / HTTP/1.1\r\n" + String(repeating: "a:\r\n", count: 20_000)
            try await expect(431, mirror, fields)
            let blanks = String(repeating: "\r\n", count: 50_000)
            try await expect(431, mirror, blanks)
        }
    }

    @Test func namesThatAreEqualButNotTheSameAreFieldsLikeAny() async throws {
        try await ServedMirror.serve { mirror in
            let names = (0..<800).map { number in
                String(
                    "abcdefghij".enumerated().map { place, letter in
                        number >> place & 1 == 1 ? Character(letter.uppercased()) : letter
                    })
            }
            let fields = names.map { "\($0): \($0)\r\n" }.joined()
            let request = closing("GET /simple/").dropLast(2) + fields + "\r\n"
            try await expect(200, mirror, String(request))
        }
    }

    @Test(arguments: [
        "Content-Length: 46\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, Chunked\r\n",
        "Content-Length: 99999999999999999999999\r\n", "Expect: 100-continue\r\n",
        "Content-Length: 46\r\nExpect: 100-Continue\r\n",
    ])
    func aBodyIsNoFurtherRequest(fields: String) async throws {
        try await ServedMirror.serve { mirror in
            for method in ["GET", "POST"] {
                let answer = try await mirror.exchange(
                    "\(method) /simple/ HTTP/1.1\r\n\(Self.host)\(fields)\r\n"
                        + "GET /simple/demo/ HTTP/1.1\r\n\(Self.host)\r\n")
                #expect(answer.status == (method == "GET" ? 200 : 405))
                #expect(answer["connection"] == "close")
                #expect(answer.text.ranges(of: "HTTP/1.1 ").count == 1)
            }
        }
    }

    @Test func anOldRequestKnowsNoCodings() async throws {
        try await ServedMirror.serve { mirror in
            let request = "GET /simple/ HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"
            try await expect(400, mirror, request)
        }
    }

    @Test func aLongBodyDoesNotEatTheAnswer() async throws {
        try await ServedMirror.serve { mirror in
            let client = try mirror.client()
            client.send("PUT /simple/ HTTP/1.1\r\n\(Self.host)Content-Length: 8000000\r\n\r\n")
            // Far more than the system holds: it has to be taken off the connection.
            for _ in 0..<80 { client.send([UInt8](repeating: 7, count: 100_000)) }
            #expect(try await client.rest().status == 405)
        }
    }

    private func expect(_ status: Int, _ mirror: ServedMirror, _ request: String) async throws {
        let answer = try await mirror.exchange(request)
        #expect(answer.status == status, "\(request.prefix(200))")
    }

    private func closing(_ line: String) -> String {
        "\(line) HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n"
    }

    private func refuses(_ request: String) async throws {
        try await ServedMirror.serve { mirror in
            let answer = try await mirror.exchange(request)
            #expect(answer.status == 400, "\(request)")
            #expect(answer["connection"] == "close", "\(request)")
            #expect(answer.text.ranges(of: "HTTP/1.1 ").count == 1, "\(request)")
        }
    }
}
