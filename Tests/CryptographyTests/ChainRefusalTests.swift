import Cryptography
import TestSupport
import Testing

/// What makes a chain that ends at an anchor no good all the same.
@Suite struct ChainRefusalTests {
    private let mint: CertificateMint

    init() throws { mint = try CertificateMint() }

    private typealias Coin = CertificateMint.Coin

    /// The verdict on a leaf below an intermediate below a root.
    private func verdict(
        _ root: Coin, _ intermediate: Coin, _ leaf: Coin, strict: Bool = false
    ) -> String {
        let options = ChainVerifier.Options(checksStrictly: strict)
        return ChainVerifier([root], options: options).verify([leaf, intermediate]).short
    }

    @Test func shortKeysAreWeakEverywhere() throws {
        let weak = CertificateMint.Key.rsa(bits: 1024)
        let root = try mint.root()
        let intermediate = try mint.intermediate(by: root)
        #expect(
            try verdict(root, intermediate, mint.leaf(by: intermediate, key: weak)) == "66 at 0")
        let weakIntermediate = try mint.intermediate(by: root, key: weak)
        #expect(
            try verdict(root, weakIntermediate, mint.leaf(by: weakIntermediate)) == "67 at 1")
        let weakRoot = try mint.root(key: weak)
        let below = try mint.intermediate(by: weakRoot)
        #expect(try verdict(weakRoot, below, mint.leaf(by: below)) == "67 at 2")
    }

    @Test func sha1CountsOnlyWhereASignatureIsReliedOn() throws {
        let root = try mint.root(digest: "sha1")
        let intermediate = try mint.intermediate(by: root)
        #expect(try verdict(root, intermediate, mint.leaf(by: intermediate)) == "good")
        #expect(
            try verdict(root, intermediate, mint.leaf(by: intermediate, digest: "sha1"))
                == "68 at 0")
        let sha1 = try mint.intermediate(by: root, digest: "sha1")
        #expect(try verdict(root, sha1, mint.leaf(by: sha1)) == "68 at 1")
    }

    @Test(arguments: [
        ("permitted;DNS:corp.example", "47 at 0"), ("excluded;DNS:index.example", "48 at 0"),
        ("permitted;DNS:example", "good"),
    ])
    func nameConstraintsOfACAHold(constraint: String, expected: String) throws {
        let extensions = ["nameConstraints=critical,\(constraint)"]
        let root = try mint.root()
        let intermediate = try mint.intermediate(by: root, "/CN=Corp Issuing", extensions)
        #expect(try verdict(root, intermediate, mint.leaf(by: intermediate)) == expected)
        let constrained = try mint.root("/CN=Corp Root", extensions)
        let below = try mint.intermediate(by: constrained)
        #expect(try verdict(constrained, below, mint.leaf(by: below)) == expected)
    }

    @Test func issuerHasToBeACA() throws {
        let root = try mint.root()
        for extensions in [
            ["basicConstraints=critical,CA:FALSE"],
            ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,digitalSignature"],
        ] {
            let issuer = try mint.coin("/CN=No CA", by: root, extensions + [CertificateMint.key])
            #expect(try verdict(root, issuer, mint.leaf(by: issuer)) == "79 at 1")
        }
        let bare = try mint.coin("/CN=Corp Root", [CertificateMint.key])
        let below = try mint.intermediate(by: bare)
        #expect(try verdict(bare, below, mint.leaf(by: below)) == "79 at 2")
    }

    @Test func pathMayNotBeLongerThanTheRootAllows() throws {
        let root = try mint.coin(
            "/CN=Corp Root", ["basicConstraints=critical,CA:TRUE,pathlen:0", CertificateMint.key])
        let intermediate = try mint.intermediate(by: root)
        #expect(try verdict(root, intermediate, mint.leaf(by: intermediate)) == "25 at 2")
        #expect(try ChainVerifier([root]).verify([mint.leaf(by: root)]).short == "good")
    }

    @Test func purposeHasToBeServers() throws {
        let root = try mint.root()
        let intermediate = try mint.intermediate(by: root)
        let client = try mint.coin("/CN=Index", by: intermediate, ["extendedKeyUsage=clientAuth"])
        #expect(verdict(root, intermediate, client) == "26 at 0")
        let clients = try mint.intermediate(
            by: root, "/CN=Clients", ["extendedKeyUsage=clientAuth"])
        #expect(try verdict(root, clients, mint.leaf(by: clients)) == "26 at 1")
    }

    @Test func criticalExtensionsHaveToBeKnown() throws {
        let root = try mint.root()
        let intermediate = try mint.intermediate(by: root)
        let odd = try mint.leaf(
            by: intermediate, for: "DNS:index.example", ["1.2.3.4=critical,ASN1:UTF8String:odd"])
        #expect(verdict(root, intermediate, odd) == "34 at 0")
        let policy = try mint.intermediate(
            by: root, "/CN=Policy", ["certificatePolicies=critical,2.5.29.32.0"])
        #expect(try verdict(root, policy, mint.leaf(by: policy)) == "good")
    }

    @Test func sloppyAuthoritiesFailOnlyUnderStrictRules() throws {
        let basic = "basicConstraints=critical,CA:TRUE"
        let usage = "keyUsage=critical,keyCertSign"
        let key = CertificateMint.key
        // An authority key identifier of four bytes, for a root that has none to be copied.
        let someKey = "2.5.29.35=DER:3006800401020304"
        for (extensions, code) in [
            (["basicConstraints=CA:TRUE", usage, key], 89), ([basic, usage], 86),
            ([basic, key], 92), ([basic, usage, key], 0),
        ] {
            let root = try mint.coin("/CN=Corp Root", extensions)
            let intermediate = try mint.coin(
                "/CN=Corp Issuing", by: root,
                [basic, usage, key, extensions.contains(key) ? CertificateMint.issuerKey : someKey])
            let leaf = try mint.leaf(by: intermediate)
            #expect(verdict(root, intermediate, leaf) == "good")
            let strict = verdict(root, intermediate, leaf, strict: true)
            #expect(strict.split(separator: " ").first == (code == 0 ? "good" : "\(code)"))
        }
    }

    @Test func leafWithoutItsIssuersKeyFailsOnlyUnderStrictRules() throws {
        let root = try mint.root()
        let intermediate = try mint.intermediate(by: root)
        let leaf = try mint.coin(
            "/CN=Index", by: intermediate,
            ["subjectAltName=DNS:index.example", CertificateMint.key])
        #expect(verdict(root, intermediate, leaf) == "good")
        #expect(verdict(root, intermediate, leaf, strict: true) == "85 at 0")
    }

    @Test func version1RootIsAnAnchor() throws {
        let root = try mint.coin("/CN=Corp Root", [])
        let leaf = try mint.coin("/CN=Index", by: root, ["subjectAltName=DNS:index.example"])
        #expect(root.certificate.details.version == 1)
        #expect(ChainVerifier([root]).verify([leaf]).short == "good")
    }
}
