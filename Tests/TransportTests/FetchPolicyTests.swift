import Primitives
import Testing

@testable import Transport

@Suite struct FetchPolicyTests {
    private func origin(_ text: String) throws -> Origin {
        try #require(WebAddress(text)).origin
    }

    private func policy(_ index: String) throws -> FetchPolicy {
        FetchPolicy(
            index: try #require(WebAddress(index)), tls: TLSPolicy(caFile: "own"),
            foreignTLS: TLSPolicy(caFile: "foreign"),
            credentials: .bearer(token: "t"),
            fileHosts: ["Files.example", "alt.example:8443", "third.example:443"])
    }

    @Test func homeIsTheIndexAndItsFileHosts() throws {
        let policy = try policy("https://index.example/simple/")
        for home in [
            "https://index.example", "https://files.example", "https://alt.example:8443",
            "https://third.example",
        ] {
            #expect(policy.tls(for: try origin(home)).caFile == "own")
            #expect(policy.credentials(for: try origin(home)) != nil)
        }
        for foreign in [
            "https://other.example", "https://index.example:444", "https://alt.example",
        ] {
            #expect(policy.tls(for: try origin(foreign)).caFile == "foreign")
            #expect(policy.credentials(for: try origin(foreign)) == nil)
        }
    }

    @Test func httpIsForIndexesDeclaredSo() throws {
        let secure = try policy("https://index.example/simple/")
        #expect(!secure.allowsScheme(of: try origin("http://index.example")))
        #expect(!secure.allowsScheme(of: try origin("http://files.example")))
        let plain = try policy("http://index.example/simple/")
        #expect(plain.allowsScheme(of: try origin("http://index.example")))
        #expect(plain.allowsScheme(of: try origin("http://files.example")))
        #expect(!plain.allowsScheme(of: try origin("http://other.example")))
        #expect(plain.allowsScheme(of: try origin("https://other.example")))
    }

    @Test func withoutAForeignPolicyTheOwnServes() throws {
        let index = try #require(WebAddress("https://index.example/"))
        let policy = FetchPolicy(index: index, tls: TLSPolicy(caFile: "own"))
        #expect(policy.tls(for: try origin("https://other.example")).caFile == "own")
    }
}
