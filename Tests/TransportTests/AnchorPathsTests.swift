import Primitives
import Testing

@testable import Transport

@Suite struct AnchorPathsTests {
    @Test func policiesWithDifferentRulesSpellTheirPathsDifferently() throws {
        let digest = try #require(
            Digest(.sha256, hex: String(repeating: "ab", count: 32)))
        var paths = AnchorPaths()
        let free = TLSPolicy(caFile: "/trust/a.pem")
        var early = free
        early.distrust = [DistrustRule(anchor: digest, after: Instant(seconds: 1))]
        var late = free
        late.distrust = [DistrustRule(anchor: digest, after: Instant(seconds: 2))]
        #expect(paths.spelling(of: free.caFile, in: free) == "/trust/a.pem")
        #expect(paths.spelling(of: early.caFile, in: early) == "/trust/./a.pem")
        #expect(paths.spelling(of: late.caFile, in: late) == "/trust/././a.pem")
        #expect(paths.spelling(of: early.caFile, in: early) == "/trust/./a.pem")
        #expect(paths.spelling(of: "a.pem", in: early) == "./a.pem")
    }
}
