import TestSupport
import Testing

@testable import Transport

@Suite struct RevocationTests {
    private let directory: TemporaryDirectory
    private let serial: String

    init() throws {
        directory = try TemporaryDirectory()
        let leaf = try SecureBench.ca.server.chainFile
        let line = try Program("openssl", ["x509", "-in", leaf, "-noout", "-serial"])
            .outputBlocking()
        serial = line.dropFirst("serial=".count).filter(\.isHexDigit)
        try directory.write(
            "[ca]\ndefault_ca=it\n[it]\ndatabase=index.txt\ndefault_md=sha256\n", to: "ca.cnf")
    }

    private func openssl(_ arguments: [String]) throws {
        try Program("openssl", arguments, directory: directory.path).outputBlocking()
    }

    /// The register of what an authority issued (openssl-ca(1)).
    private func register(isRevoked: Bool) throws {
        let (state, date) = isRevoked ? ("R", "260101000000Z") : ("V", "")
        try directory.write(
            "\(state)\t490101000000Z\t\(date)\t\(serial)\tunknown\t/CN=server\n", to: "index.txt")
    }

    private func list(_ authority: String) throws -> String {
        let file = "\(authority).crl"
        try openssl(
            ["ca", "-gencrl", "-config", "ca.cnf", "-crldays", "30", "-out", file]
                + ["-cert", SecureBench.file("\(authority).pem")]
                + ["-keyfile", SecureBench.file("\(authority).key")])
        return try directory.text(file)
    }

    private func failure(_ lists: String) async throws -> TransferError? {
        let nginx = try Nginx(location: "return 200 hello;", SecureBench.ca.server)
        var request = try SecureBench.request(nginx.tlsURL + "/")
        request.policy.tls.crlFile = try directory.write(lists, to: "lists.pem")
        do throws(TransferError) {
            _ = try await SecureBench.client().fetch(request)
            return nil
        } catch {
            return error
        }
    }

    private func code(_ error: TransferError?) -> Int? {
        guard case .tlsTrust(let failure)? = error?.kind else { return nil }
        return failure.code
    }

    @Test func aListOfEachAuthorityIsAskedFor() async throws {
        try register(isRevoked: false)
        let (root, intermediate) = (try list("root"), try list("intermediate"))
        #expect(try await failure(root + intermediate) == nil)
        #expect(try await code(failure(root)) == 3)
    }

    @Test func aRevokedCertificateIsRefused() async throws {
        try register(isRevoked: true)
        let lists = try list("root") + list("intermediate")
        #expect(try await code(failure(lists)) == 23)
    }

    @Test func aFileWithoutListsIsNamed() async throws {
        let error = try #require(try await failure("garbage"))
        #expect(error.kind == .tls)
        #expect(error.reason.contains("\(directory.path)/lists.pem cannot be used"))
        #expect(error.hints.first?.contains("crl-file") == true)
    }

    @Test func aStapledResponseIsAskedFor() async throws {
        try register(isRevoked: false)
        let (chain, authority) = (
            try SecureBench.ca.server.chainFile, try SecureBench.ca.intermediateFile
        )
        try openssl(
            ["ocsp", "-issuer", authority, "-cert", chain, "-no_nonce", "-reqout", "request"])
        try openssl(
            ["ocsp", "-index", "index.txt", "-CA", authority, "-rsigner", authority, "-ndays", "2"]
                + ["-rkey", SecureBench.file("intermediate.key"), "-reqin", "request"]
                + ["-respout", "response"])
        for (options, isStapled) in [
            (["-status_file", directory["response"]], true), ([], false),
        ] {
            let server = try await TLSServer(SecureBench.ca.server, options)
            var request = try SecureBench.request(server.url + "/")
            request.policy.tls.requiresStapledResponse = true
            let client = SecureBench.client()
            if isStapled {
                #expect(try await client.fetch(request).status == 200)
                continue
            }
            let error = try await client.failure(of: request)
            guard case .tlsTrust(let failure) = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(failure.cause == .stapling)
            #expect(failure.code == 91)
            #expect(error.hints.first?.contains("ocsp-stapling") == true)
        }
    }
}
