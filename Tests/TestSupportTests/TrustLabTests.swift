import TestSupport
import Testing

/// The lab shows what it says, to the openssl and curl commands.
@Suite struct TrustLabTests {
    private let lab: TrustLab

    init() async throws { lab = try await TrustLab.shared }

    private func curl(_ url: String, trusting anchor: String, _ more: String...) async throws
        -> Outcome
    {
        try await Program.run(
            "curl", ["-sS", "--max-time", "20", "--cacert", lab.pem(anchor), url] + more)
    }

    @Test func hostsAreFoundByNameAndShowTheirChains() async throws {
        let page = try await curl("\(lab.url("good"))alpha/", trusting: "root")
        #expect(page.output.contains("alpha-1.0-py3-none-any.whl"))
        let unknown = try await curl("\(lab.url("unknown"))alpha/", trusting: "root")
        #expect(unknown.status == .exited(60))
        try await Patience.until("the request in the log") { !lab.requests(to: "good").isEmpty }
    }

    @Test func whatIsWeakIsServedAllTheSame() async throws {
        let lax = Program.hermeticEnvironment
            .merging(["OPENSSL_CONF": lab.laxConfiguration]) { $1 }
        for name in ["sha1leaf", "weakleaf", "old10"] {
            let arguments = ["-sS", "-o", "/dev/null", "--cacert", lab.pem("root"), lab.url(name)]
            let strict = try await Program.run("curl", arguments)
            #expect(!strict.succeeded, "\(name)")
            let loose = try await Program.run("curl", arguments, environment: lax)
            #expect(loose.succeeded, "\(name): \(loose)")
        }
    }

    @Test func pinsAreCurlsOwn() async throws {
        let url = lab.url("good")
        let right = try await curl(url, trusting: "root", "--pinnedpubkey", lab.pin("good"))
        #expect(right.succeeded, "\(right)")
        let wrong = try await curl(url, trusting: "root", "--pinnedpubkey", lab.pin("unknown"))
        #expect(wrong.status == .exited(90))
    }

    @Test func revocationListsAreRead() async throws {
        let list = try FileTree.text(lab.file("root.crl"))
        let directory = try TemporaryDirectory()
        for (name, code) in [("int", Int32(0)), ("int-revoking", 60)] {
            let lists = try list + FileTree.text(lab.file("\(name).crl"))
            let file = try directory.write(lists, to: "\(name).crl")
            let outcome = try await curl(
                lab.url("revoked"), trusting: "root", "-o", "/dev/null", "--crlfile", file)
            #expect(outcome.status == .exited(code), "\(name): \(outcome)")
        }
    }
}
