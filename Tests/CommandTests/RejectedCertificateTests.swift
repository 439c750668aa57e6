import TestSupport
import Testing

/// A certificate that a file keeps from TLS servers is kept from them, whoever else has a plain copy.
@Suite struct RejectedCertificateTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx
    private let plain: String
    private let rejecting: String
    private let other: String

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        plain = try FileTree.text(authority.rootFile)
        other = try PrivateCA(name: "Other Root").root
        rejecting = try Program(
            "openssl",
            ["x509", "-in", authority.rootFile, "-addreject", "serverAuth", "-trustout"]
        ).outputBlocking()
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
    }

    private func bundle(_ parts: [String], _ name: String) throws -> String {
        try scenario.directory.write(parts.joined(), to: name)
    }

    private func expectRefused(_ environment: [String: String]) async throws {
        let run = try await scenario.sync(environment: environment)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let probe = ["trust", "probe", front.tlsURL + "/"]
        expect(try await scenario.run(probe, environment: environment), .noperm)
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: [[0, 1, 2], [1, 0, 2], [2, 1, 0, 1], [1, 2, 1, 0]])
    func inOneFile(order: [Int]) async throws {
        let file = try bundle(order.map { [rejecting, plain, other][$0] }, "ca.pem")
        try await expectRefused(["SSL_CERT_FILE": file])
        try await expectRefused(["REQUESTS_CA_BUNDLE": file])
    }

    @Test(arguments: [["a.pem", "b.pem"], ["b.pem", "a.pem"]])
    func inTheFilesOfADirectory(names: [String]) async throws {
        for (name, text) in zip(names + ["c.pem"], [rejecting, plain, other]) {
            _ = try bundle([text], "certs/\(name)")
        }
        try await expectRefused(["SSL_CERT_DIR": scenario.directory["certs"]])
    }

    @Test func inFilesThatAreJoined() async throws {
        let mixed = try bundle([rejecting, other], "mixed.pem")
        let whole = try bundle([plain, other], "whole.pem")
        let extra = "WHEELBARROW_EXTRA_CA_CERTS"
        try await expectRefused(["SSL_CERT_FILE": mixed, extra: whole])
        try await expectRefused(["SSL_CERT_FILE": whole, extra: mixed])
    }

    @Test func whereNothingIsLeftTheFileIsRefused() async throws {
        let file = try bundle([rejecting, plain], "ca.pem")
        let run = try await scenario.sync(environment: ["SSL_CERT_FILE": file])
        expect(run, .config)
        #expect(run.document["message"].string?.contains("exclude TLS servers") == true, "\(run)")
        let explained = try await scenario.run("trust", "explain", file, "--json")
        #expect(explained.code == .config, "\(explained)")
        #expect(explained.document["certificates"].array.isEmpty, "\(explained)")
    }

    @Test func thosePlacedByItsOwnSettingsCount() async throws {
        let trusting = try Program(
            "openssl",
            ["x509", "-in", authority.rootFile, "-addtrust", "serverAuth", "-trustout"]
        ).outputBlocking()
        for parts in [[trusting], [trusting, plain], [plain, trusting]] {
            let file = try bundle(parts, "ca.pem")
            expect(try await scenario.sync(environment: ["SSL_CERT_FILE": file]), .ok)
        }
    }
}
