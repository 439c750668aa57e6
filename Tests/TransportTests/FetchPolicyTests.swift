import Primitives
import Testing

@testable import Transport

@Suite struct FetchPolicyTests {
    private func origin(_ text: String) throws -> Origin {
        try #require(WebAddress(text)).origin
    }

    private func policy(_ index: String) throws -> FetchPolicy {
        FetchPolicy(
            index: try #require(WebAddress(index)),
            tls: TLSPolicy(anchors: AnchorBundle(file: "own")),
            foreignTLS: TLSPolicy(anchors: AnchorBundle(file: "foreign")),
            credentials: .bearer(token: "t"),
            fileHosts: ["Files.example", "alt.example:8443", "third.example:443"])
    }

    @Test func homeIsTheIndexAndItsFileHosts() throws {
        let policy = try policy("https://index.example/simple/")
        for home in [
            "https://index.example", "https://files.example", "https://alt.example:8443",
            "https://third.example",
        ] {
            #expect(policy.tls(for: try origin(home)).anchors.name == "own")
            #expect(policy.credentials(for: try origin(home)) != nil)
        }
        for foreign in [
            "https://other.example", "https://index.example:444", "https://alt.example",
        ] {
            #expect(policy.tls(for: try origin(foreign)).anchors.name == "foreign")
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
        let policy = FetchPolicy(index: index, tls: TLSPolicy(anchors: AnchorBundle(file: "own")))
        #expect(policy.tls(for: try origin("https://other.example")).anchors.name == "own")
    }
    @Test func hostsAbroadSeeNothingThatIsTheIndexs() throws {
        var policy = try policy("https://index.example/simple/")
        let identity = ClientIdentityFiles(certificate: "c.pem")
        policy.tls.clientIdentity = identity
        policy.tls.pinnedPublicKeys = ["pin"]
        policy.tls.serverCheck = .pin
        policy.tls.proxyClientIdentity = identity
        policy.foreignTLS?.clientIdentity = identity
        for foreign in [policy.foreignTLS, nil] {
            policy.foreignTLS = foreign
            let home = policy.tls(for: try origin("https://files.example"))
            #expect(home.clientIdentity == identity)
            #expect(home.originCheck == .pin)
            let abroad = policy.tls(for: try origin("https://other.example"))
            #expect(abroad.clientIdentity == nil)
            #expect(abroad.pinnedPublicKeys == [])
            #expect(abroad.originCheck == .chain)
            // The proxy is the same one, wherever requests go.
            #expect(abroad.proxyClientIdentity == identity)
        }
    }

    @Test func optOutsAreExact() throws {
        var policy = try policy("https://index.example/simple/")
        policy.insecureHosts = ["Index.example:443", "files.example:8443"]
        policy.proxyInsecureHosts = ["proxy.example:3129"]
        func checks(_ url: String, _ proxy: String? = nil) throws -> [TLSPolicy.ServerCheck] {
            let proxy = proxy.flatMap { Proxy($0, source: "proxy") }
            let tls = policy.tls(for: try origin(url), through: proxy)
            return [tls.originCheck, tls.proxyCheck]
        }
        #expect(try checks("https://index.example") == [.none, .chain])
        #expect(try checks("https://index.example:8443") == [.chain, .chain])
        #expect(try checks("https://files.example") == [.chain, .chain])
        #expect(try checks("https://files.example:8443") == [.none, .chain])
        #expect(try checks("https://sub.index.example") == [.chain, .chain])
        let insecure = "https://me:secret@Proxy.example:3129"
        #expect(try checks("https://other.example", insecure) == [.chain, .none])
        let other = "https://proxy.example:3128"
        #expect(try checks("https://other.example", other) == [.chain, .chain])
    }
}
