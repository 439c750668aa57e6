import Cryptography
import Primitives
import TestSupport
import Testing

/// How chains are built, and where they may end.
@Suite struct ChainVerifierTests {
    private let mint: CertificateMint

    init() throws { mint = try CertificateMint() }

    @Test func wholeChainEndsAtItsRoot() throws {
        let (root, intermediate, leaf) = try mint.family()
        let verdict = ChainVerifier([root]).verify([leaf, intermediate])
        #expect(verdict.failure == nil)
        #expect(verdict.chain == [leaf, intermediate, root].map(\.certificate))
        #expect(verdict.anchor == root.certificate)
        #expect(ChainVerifier([root]).verify([leaf, intermediate, root]) == verdict)
    }

    @Test func anyCertificateOfAPartialChainMayBeTheAnchor() throws {
        let (_, intermediate, leaf) = try mint.family()
        let viaIntermediate = ChainVerifier([intermediate]).verify([leaf, intermediate])
        #expect(viaIntermediate.short == "good")
        #expect(viaIntermediate.anchor == intermediate.certificate)
        let viaLeaf = ChainVerifier([leaf]).verify([leaf, intermediate])
        #expect(viaLeaf.short == "good")
        #expect(viaLeaf.anchor == leaf.certificate)
    }

    @Test func withoutPartialChainsOnlyARootIsAnAnchor() throws {
        let (root, intermediate, leaf) = try mint.family()
        let options = ChainVerifier.Options(allowsPartialChains: false)
        let sent = [leaf, intermediate]
        #expect(ChainVerifier([root], options: options).verify(sent).short == "good")
        let refused = ChainVerifier([intermediate], options: options).verify(sent)
        #expect(refused.short == "2 at 1")
        #expect(refused.anchor == nil)
        #expect(ChainVerifier([leaf], options: options).verify(sent).short == "20 at 1")
    }

    @Test func missingIntermediateIsMissedAtTheLeaf() throws {
        let (root, intermediate, leaf) = try mint.family()
        let verdict = ChainVerifier([root]).verify([leaf])
        let expected = VerifyFailure(
            code: 20, reason: "unable to get local issuer certificate", depth: 0,
            subject: "CN=Index", issuer: "CN=Corp Issuing")
        #expect(verdict.failure == expected)
        #expect(verdict.chain == [leaf.certificate])
        #expect(ChainVerifier([root, intermediate]).verify([leaf]).short == "good")
    }

    @Test func unknownRootIsToldByWhetherItWasSent() throws {
        let (root, intermediate, leaf) = try mint.family()
        let other = try mint.root("/CN=Other Root")
        let verifier = ChainVerifier([other])
        #expect(verifier.verify([leaf, intermediate]).short == "20 at 1")
        #expect(verifier.verify([leaf, intermediate, root]).short == "19 at 2")
        #expect(ChainVerifier([]).verify([leaf, intermediate]).short == "20 at 1")
    }

    @Test func rootOfTheSameNameWithAnotherKeyIsNoAnchor() throws {
        let (root, intermediate, leaf) = try mint.family()
        let impostor = try mint.root()
        let verifier = ChainVerifier([impostor])
        #expect(verifier.verify([leaf, intermediate, root]).short == "19 at 2")
        #expect(verifier.verify([leaf, intermediate]).short == "20 at 1")
    }

    @Test func withoutKeyIdentifiersOnlyTheSignatureTellsARootOfTheSameName() throws {
        let ca = ["basicConstraints=critical,CA:TRUE"]
        let root = try mint.coin("/CN=Corp Root", ca)
        let impostor = try mint.coin("/CN=Corp Root", ca)
        let leaf = try mint.coin(
            "/CN=Index", by: root, ["subjectAltName=DNS:index.example"])
        #expect(ChainVerifier([root]).verify([leaf]).short == "good")
        #expect(ChainVerifier([impostor]).verify([leaf]).short == "7 at 0")
    }

    @Test(arguments: ["CA:FALSE", "CA:TRUE"])
    func selfSignedServerIsItsOwnAnchor(constraint: String) throws {
        let names = ["basicConstraints=\(constraint)", "subjectAltName=DNS:index.example"]
        let own = try mint.coin("/CN=Index", names)
        #expect(try ChainVerifier([mint.root()]).verify([own]).short == "18 at 0")
        #expect(ChainVerifier([own]).verify([own]).short == "good")
    }

    @Test func datesAreThoseOfTheTimeGiven() throws {
        let root = try mint.root(days: -40..<40)
        let intermediate = try mint.intermediate(by: root, days: -30..<30)
        let leaf = try mint.leaf(by: intermediate, days: -20..<20)
        let verifier = ChainVerifier([root])
        let verdicts = [-50, -35, -25, 0, 25, 35, 50].map { day in
            verifier.verify([leaf, intermediate], day: day).short
        }
        #expect(
            verdicts == ["9 at 2", "9 at 1", "9 at 0", "good", "10 at 0", "10 at 1", "10 at 2"])
    }

    @Test func renewedIntermediateStandsInForTheExpiredOneThatIsSent() throws {
        let root = try mint.root()
        let expired = try mint.intermediate(by: root, days: -9 ..< -5)
        let renewed = try mint.intermediate(by: root, key: .of(expired))
        let leaf = try mint.leaf(by: expired)
        #expect(ChainVerifier([root]).verify([leaf, expired]).short == "10 at 1")
        #expect(ChainVerifier([root, renewed]).verify([leaf, expired]).short == "good")
    }

    @Test func expiredTwinOfARenewedRootIsHarmless() throws {
        let expired = try mint.root(days: -9 ..< -5)
        let renewed = try mint.root(key: .of(expired))
        let leaf = try mint.leaf(by: renewed)
        #expect(ChainVerifier([expired]).verify([leaf]).short == "10 at 1")
        #expect(ChainVerifier([expired, renewed]).verify([leaf]).short == "good")
        #expect(ChainVerifier([renewed, expired]).verify([leaf]).short == "good")
    }

    @Test func orderAndForeignCertificatesDoNotMatterAfterTheLeaf() throws {
        let (root, intermediate, leaf) = try mint.family()
        let foreign = try mint.root("/CN=Other Root")
        let other = try mint.intermediate(by: foreign, "/CN=Other Issuing")
        let sent = [leaf, other, root, foreign, intermediate]
        let verdict = ChainVerifier([root]).verify(sent)
        #expect(verdict.chain == [leaf, intermediate, root].map(\.certificate))
        #expect(verdict.anchor == root.certificate)
    }

    @Test func crossSignByAnExpiredRootIsPassedByForTheNewOne() throws {
        let old = try mint.root("/CN=Old Root", days: -9 ..< -5)
        let new = try mint.root("/CN=New Root")
        let crossed = try mint.intermediate(by: old, "/CN=New Root", key: .of(new))
        let intermediate = try mint.intermediate(by: new)
        let sent = [try mint.leaf(by: intermediate), intermediate, crossed]
        #expect(ChainVerifier([new]).verify(sent).anchor == new.certificate)
        #expect(ChainVerifier([old, new]).verify(sent).anchor == new.certificate)
        #expect(ChainVerifier([old]).verify(sent).short == "10 at 3")
    }

    @Test func noCertificateIsNoGoodChain() throws {
        let verdict = try ChainVerifier([mint.root()]).verify([], host: nil)
        #expect(verdict.failure?.subject == "")
        #expect(verdict.chain == [])
        #expect(verdict.anchor == nil)
    }

    @Test func oneVerifierServesManyThreads() async throws {
        let (root, intermediate, leaf) = try mint.family()
        let verifier = ChainVerifier([root])
        let (good, bad) = (verifier.verify([leaf, intermediate]), verifier.verify([leaf]))
        let (sent, noon) = ([leaf, intermediate].map(\.certificate), CertificateMint.noon)
        await withTaskGroup { group in
            for index in 0..<400 {
                group.addTask { @concurrent in
                    let chain = index.isMultiple(of: 2) ? sent : Array(sent.prefix(1))
                    return verifier.verify(chain, host: "index.example", at: noon)
                        == (index.isMultiple(of: 2) ? good : bad)
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
