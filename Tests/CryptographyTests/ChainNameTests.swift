import Cryptography
import TestSupport
import Testing

/// Whom a certificate is for, as libcurl sees it.
@Suite struct ChainNameTests {
    private let mint: CertificateMint
    private let root: CertificateMint.Coin

    init() throws {
        mint = try CertificateMint()
        root = try mint.root()
    }

    private func verdicts(_ leaf: CertificateMint.Coin, _ hosts: String...) -> [String] {
        let verifier = ChainVerifier([root])
        return hosts.map { verifier.verify([leaf], host: $0).short }
    }

    @Test func anotherNameIsRefused() throws {
        let leaf = try mint.leaf(by: root)
        #expect(
            verdicts(leaf, "index.example", "INDEX.example", "index.example.", "other.example")
                == ["good", "good", "good", "62 at 0"])
        let failure = ChainVerifier([root]).verify([leaf], host: "other.example").failure
        #expect(failure?.reason == "hostname mismatch")
        #expect(failure?.subject == "CN=Index")
        #expect(ChainVerifier([root]).verify([leaf], host: nil).short == "good")
    }

    @Test func wildcardStandsForOneWholeLabel() throws {
        let leaf = try mint.leaf(by: root, for: "DNS:*.corp.example,DNS:f*.index.example")
        #expect(
            verdicts(
                leaf, "a.corp.example", "corp.example", "a.b.corp.example", "foo.index.example")
                == ["good", "62 at 0", "62 at 0", "62 at 0"])
    }

    @Test func addressNeedsAnAddressAmongTheNames() throws {
        let leaf = try mint.leaf(by: root, for: "IP:127.0.0.1,IP:::1,DNS:index.example")
        #expect(
            verdicts(leaf, "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1")
                == Array(repeating: "good", count: 4))
        #expect(verdicts(leaf, "127.0.0.2", "[::2]") == ["64 at 0", "64 at 0"])
        #expect(try verdicts(mint.leaf(by: root, for: "DNS:127.0.0.1"), "127.0.0.1") == ["64 at 0"])
    }

    @Test func commonNameCountsOnlyWithoutAlternativeNames() throws {
        let bare = try mint.coin("/CN=index.example", by: root, [CertificateMint.key])
        #expect(verdicts(bare, "index.example", "other.example") == ["good", "62 at 0"])
        for names in ["DNS:other.example", "IP:127.0.0.1"] {
            let named = try mint.coin("/CN=index.example", by: root, ["subjectAltName=\(names)"])
            #expect(verdicts(named, "index.example") == ["62 at 0"])
        }
        let mail = "subjectAltName=email:root@index.example"
        let mailed = try mint.coin("/CN=index.example", by: root, [mail])
        #expect(verdicts(mailed, "index.example") == ["good"])
        let address = try mint.coin("/CN=127.0.0.1", by: root, [CertificateMint.key])
        #expect(verdicts(address, "127.0.0.1", "127.0.0.2") == ["good", "64 at 0"])
    }

    @Test func chainIsJudgedBeforeTheName() throws {
        let leaf = try mint.leaf(by: root, days: -9 ..< -5)
        #expect(verdicts(leaf, "other.example") == ["10 at 0"])
    }

    @Test func certificateAloneKnowsItsHosts() throws {
        let leaf = try mint.leaf(by: root).certificate
        #expect(leaf.isValid(for: "index.example"))
        #expect(!leaf.isValid(for: "other.example"))
    }
}
