import TestSupport
import Testing

/// A page or a file that comes from another host than the index: it is that host that is told when it
/// is not trusted, with what counts there and what helps there.
@Suite struct RedirectedTrustTests {
    private let scenario: Scenario
    private let otherIndex: LoopbackIndex
    private let authority: PrivateCA
    private let front: Nginx
    private let other: Nginx

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        let tree = IndexTree(WheelMaker("alpha").wheel())
        scenario = try Scenario(tree)
        otherIndex = try LoopbackIndex()
        tree.serve(on: otherIndex, .json)
        front = try Nginx(before: scenario.index, authority.server)
        other = try Nginx(before: otherIndex, authority.server)
        scenario.index.set(
            "/simple/alpha/", .redirect(to: "\(other.tlsURL)/simple/alpha/"))
    }

    private var otherHost: String { "localhost:\(other.tlsPort)" }

    private func sync(_ lines: String, _ rest: String = "") async throws -> CommandRun {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: "page-hosts = [\"\(otherHost)\"]\n\(lines)",
            select: #"requirements = ["alpha"]"#, rest: rest)
        return try await scenario.sync()
    }

    @Test(arguments: ["ca-file", "extra-ca-file"])
    func theHostThatFailedIsNamedWithItsOwnTrust(key: String) async throws {
        let own = "\(key) = \"\(authority.rootFile)\""
        let run = try await sync(own)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let failure = run.document["failures"][0]
        let message = failure["message"].string ?? ""
        #expect(message.contains("which leads to \(otherHost): "), "\(run)")
        #expect(!message.contains(authority.rootFile), "\(run)")
        #expect(failure["tls"]["host"].string == otherHost, "\(run)")
        #expect(
            failure["tls"]["source"].string?.contains(authority.rootFile) == false, "\(run)")
        let others = failure["tls"]["would_verify_with"].array.compactMap(\.string)
        #expect(others.contains { $0.hasPrefix("index \"main\"") }, "\(run)")
        let hints = run.document["hints"].array.compactMap(\.string)
        let file = "[tls] extra-ca-file = \"\(authority.rootFile)\""
        #expect(hints.contains { $0.contains(file) }, "\(run)")
        #expect(hints.contains { $0.contains("file-hosts = [\"\(otherHost)\"]") }, "\(run)")
        #expect(otherIndex.requests.isEmpty)
        // What is advised helps.
        let added = try await sync(own, "[tls]\nextra-ca-file = \"\(authority.rootFile)\"")
        expect(added, .ok, failures: [])
        try FileTree.remove(scenario.mirror)
        expect(try await sync("\(own)\nfile-hosts = [\"\(otherHost)\"]"), .ok, failures: [])
    }

    @Test func theFirstHostIsNamedWhereItFails() async throws {
        let run = try await sync("")
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let failure = run.document["failures"][0]
        #expect(failure["tls"]["host"].string == "localhost:\(front.tlsPort)", "\(run)")
        #expect(failure["message"].string?.contains("which leads to") == false, "\(run)")
    }
}
