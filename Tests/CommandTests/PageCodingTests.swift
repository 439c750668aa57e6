import TestSupport
import Testing

/// Pages that come packed, or are said to be, as pip and uv read them.
@Suite struct PageCodingTests {
    private static let tree = IndexTree(WheelMaker("alpha").wheel())

    /// An answer with the page, packed by gzip(1) where asked for.
    private func page(_ coding: String, members: Int, rest: [UInt8] = []) async throws -> Script {
        let text = Array(Self.tree.page("alpha", .html).utf8)
        var body: [UInt8] = members == 0 ? text : []
        for number in 0..<members {
            let part = text[text.count * number / members..<text.count * (number + 1) / members]
            let packed = Program("gzip", ["-c"], input: Array(part))
            body += try await packed.run().standardOutput
        }
        return Script(
            headers: [("Content-Type", "text/html"), ("Content-Encoding", coding)],
            body: body + rest)
    }

    @Test(arguments: [
        ("gzip", 1), ("gzip", 2), ("gzip", 5), ("x-gzip", 1), ("GZIP", 1), ("gzip, identity", 1),
        ("aws-chunked, gzip", 2), ("utf-8", 0), ("aws-chunked", 0), ("binary", 0), ("none", 0),
        ("UTF-8, identity", 0), ("gzip", 0),
    ])
    func theyAreRead(coding: String, members: Int) async throws {
        let scenario = try Scenario(Self.tree, #"projects = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", try await page(coding, members: members))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": ["alpha-1.0-py3-none-any.whl"]])
    }

    @Test func zerosBehindThemAreNoMatter() async throws {
        let scenario = try Scenario(Self.tree, #"projects = ["alpha"]"#)
        let zeros = [UInt8](repeating: 0, count: 512)
        scenario.index.set("/simple/alpha/", try await page("gzip", members: 1, rest: zeros))
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test func whatBreaksOffWithinIsTriedAgain() async throws {
        let scenario = try Scenario(Self.tree, #"projects = ["alpha"]"#)
        try scenario.writeJob(select: #"projects = ["alpha"]"#, retries: 1)
        let whole = try await page("gzip", members: 1)
        var half = whole
        half.body = Array(whole.body.prefix(whole.body.count / 2))
        scenario.index.set("/simple/alpha/", half)
        expect(try await scenario.sync(), .unavailable, failures: ["alpha truncated"])
        #expect(scenario.index.requests(for: "/simple/alpha/").count == 2)
        scenario.index.set("/simple/alpha/", [half, whole])
        expect(try await scenario.sync(), .ok, failures: [])
    }

    /// A proxy that changed something says so by 203.
    @Test func aTransformedAnswerIsAnAnswer() async throws {
        let wheel = WheelMaker("alpha").wheel()
        let scenario = try Scenario(Self.tree)
        for path in ["/simple/", "/simple/alpha/"] {
            let text =
                path == "/simple/" ? Self.tree.rootPage(.html) : Self.tree.page("alpha", .html)
            var answer = Script.html(text)
            answer.status = 203
            scenario.index.set(path, answer)
        }
        var file = Script(body: wheel.bytes)
        file.status = 203
        scenario.index.set("/files/alpha/\(wheel.filename)", file)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }
}
