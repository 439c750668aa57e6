import Cryptography
import Primitives
import TestSupport
import Testing

@Suite struct RevocationListTests {
    private let mint: CertificateMint
    private let root: CertificateMint.Coin
    private let intermediate: CertificateMint.Coin
    private let leaf: CertificateMint.Coin

    init() throws {
        mint = try CertificateMint()
        (root, intermediate, leaf) = try mint.family()
    }

    private func verdict(_ lists: [UInt8]..., anchor: CertificateMint.Coin? = nil) throws -> String
    {
        let revocationLists = try RevocationList.read(pem: lists.flatMap(\.self))
        let options = ChainVerifier.Options(revocationLists: revocationLists)
        return ChainVerifier([anchor ?? root], options: options).verify([leaf, intermediate]).short
    }

    @Test func listIsReadAsValues() throws {
        let pem = try mint.revocationList(
            by: intermediate, revoked: [(leaf, -3), (root, -2)], days: -1..<5)
        let list = try #require(try RevocationList.read(pem: pem).first)
        #expect(list.issuer == "CN=Corp Issuing")
        #expect(list.thisUpdate == CertificateMint.noon - .seconds(86_400))
        #expect(list.nextUpdate == CertificateMint.noon + .seconds(5 * 86_400))
        #expect(list.revokedCount == 2)
        #expect(
            list.revocationDate(of: leaf.certificate)
                == CertificateMint.noon - .seconds(3 * 86_400))
        // Its serial number is on the list, but it has another issuer.
        #expect(list.revocationDate(of: root.certificate) == nil)
        #expect(list.revocationDate(of: intermediate.certificate) == nil)
    }

    @Test func everyListOfATextIsRead() throws {
        let lists = try mint.revocationList(by: root) + mint.revocationList(by: intermediate)
        let among = try mint.bytes(root.file) + lists + mint.bytes(leaf.keyFile)
        let read = try RevocationList.read(pem: among)
        #expect(read.map(\.issuer) == ["CN=Corp Root", "CN=Corp Issuing"])
        #expect(read.map(\.revokedCount) == [0, 0])
    }

    @Test func textWithoutAWholeListIsRefused() throws {
        let good = try mint.revocationList(by: root)
        let text = String(decoding: good, as: UTF8.self)
        let broken = Array(text.replacing("\nM", with: "\n?").utf8)
        let cut = Array(good.dropLast(40))
        for bad in [[], try mint.bytes(root.file), broken, cut, good + broken, good + cut] {
            let error = #expect(throws: CryptographyError.self) {
                try RevocationList.read(pem: bad)
            }
            #expect(error?.code == .malformedRevocationList)
        }
        #expect(try RevocationList.read(pem: good).count == 1)
    }

    @Test func chainIsGoodWhileNoLevelIsRevoked() throws {
        let upper = try mint.revocationList(by: root)
        #expect(try verdict(upper, mint.revocationList(by: intermediate)) == "good")
        let revoked = try mint.revocationList(by: intermediate, revoked: [(leaf, -1)])
        #expect(try verdict(upper, revoked) == "23 at 0")
        let lower = try mint.revocationList(by: intermediate)
        let above = try mint.revocationList(by: root, revoked: [(intermediate, -1)])
        #expect(try verdict(above, lower) == "23 at 1")
    }

    @Test func everyLevelNeedsAListOfToday() throws {
        let (upper, lower) = try (
            mint.revocationList(by: root), mint.revocationList(by: intermediate)
        )
        #expect(try verdict(upper) == "3 at 0")
        #expect(try verdict(lower) == "3 at 1")
        let stale = try mint.revocationList(by: intermediate, days: -3 ..< -1)
        #expect(try verdict(upper, stale) == "12 at 0")
        let early = try mint.revocationList(by: intermediate, days: 1..<3)
        #expect(try verdict(upper, early) == "11 at 0")
    }

    @Test func listsEndPartialChains() throws {
        let lists = try mint.revocationList(by: root) + mint.revocationList(by: intermediate)
        #expect(try verdict(lists, anchor: intermediate) == "2 at 1")
    }
}
