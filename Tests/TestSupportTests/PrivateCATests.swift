import TestSupport
import Testing

/// Chains are judged by the openssl command.
@Suite struct PrivateCATests {
    private func verify(_ leaf: PrivateCA.Leaf, under authority: PrivateCA) async throws -> Outcome
    {
        try await Program.run(
            "openssl",
            ["verify", "-x509_strict", "-CAfile", authority.rootFile, "-no-CApath", "-no-CAstore"]
                + ["-purpose", "sslserver", "-verify_hostname", "localhost"]
                + ["-untrusted", authority.intermediateFile, leaf.chainFile])
    }

    @Test func serverChainsVerifyUnderTheirOwnRootOnly() async throws {
        let authority = try PrivateCA()
        #expect(try await verify(authority.server, under: authority).succeeded)
        let stranger = try PrivateCA(name: "Another Root")
        #expect(try await !verify(authority.server, under: stranger).succeeded)
    }

    @Test func expiredAndMisnamedLeavesDoNotVerify() async throws {
        let authority = try PrivateCA()
        let expired = try await verify(authority.expiredLeaf(), under: authority)
        #expect(expired.errors.contains("certificate has expired"))
        let other = try authority.leaf("other", for: ["DNS:index.example"])
        #expect(try await verify(other, under: authority).errors.contains("ostname mismatch"))
    }
}
