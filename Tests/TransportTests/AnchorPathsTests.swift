import Primitives
import Testing

@testable import Transport

@Suite struct AnchorPathsTests {
    @Test func policiesWithDifferentRulesSpellTheirPathsDifferently() throws {
        let digest = try #require(
            Digest(.sha256, hex: String(repeating: "ab", count: 32)))
        var paths = AnchorPaths()
        let free = TLSPolicy(anchors: AnchorBundle(file: "/trust/a.pem"))
        var early = free
        early.distrust = [DistrustRule(anchor: digest, after: Instant(seconds: 1))]
        var late = free
        late.distrust = [DistrustRule(anchor: digest, after: Instant(seconds: 2))]
        #expect(paths.spelling(of: free.anchors, in: free).name == "/trust/a.pem")
        #expect(paths.spelling(of: early.anchors, in: early).name == "/trust/./a.pem")
        #expect(paths.spelling(of: late.anchors, in: late).name == "/trust/././a.pem")
        #expect(paths.spelling(of: early.anchors, in: early).name == "/trust/./a.pem")
        #expect(paths.spelling(of: AnchorBundle(file: "a.pem"), in: early).name == "./a.pem")
        let memory = AnchorBundle(pem: Array("anchor".utf8), id: "a")
        #expect(paths.spelling(of: memory, in: free).pem == Array("anchor".utf8))
        #expect(paths.spelling(of: memory, in: early).pem == Array("anchor\n".utf8))
        #expect(paths.spelling(of: memory, in: late).pem == Array("anchor\n\n".utf8))
    }
}
