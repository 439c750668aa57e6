import Primitives
import Testing

@testable import Transport

@Suite struct OutagesTests {
    private let origin = Origin(scheme: "https", host: "h.example", port: 443)
    private var error: TransferError {
        get throws {
            TransferError(
                .connect, try #require(WebAddress("https://h.example/")), reason: "refused")
        }
    }

    @Test func anOriginThatFailsThriceIsNotRetried() throws {
        var outages = Outages()
        for count in 0..<3 {
            #expect(outages.allowsRetry(origin), "\(count)")
            outages.note(try error, of: origin, at: .zero)
        }
        #expect(!outages.allowsRetry(origin))
        #expect(outages.refusal(of: origin, at: .zero) == nil)
    }

    @Test func afterEightFailuresOnlyProbesGoOut() throws {
        var outages = Outages()
        for _ in 0..<8 { outages.note(try error, of: origin, at: .seconds(1)) }
        #expect(outages.refusal(of: origin, at: .seconds(2)) != nil)
        #expect(outages.refusal(of: origin, at: .seconds(11)) == nil)
        #expect(outages.refusal(of: origin, at: .seconds(12)) != nil)
    }

    @Test func anAnswerEndsTheOutage() throws {
        var outages = Outages()
        for _ in 0..<8 { outages.note(try error, of: origin, at: .zero) }
        outages.noteAnswer(of: origin)
        #expect(outages.allowsRetry(origin))
        #expect(outages.refusal(of: origin, at: .zero) == nil)
    }

    @Test func aBadAnswerIsAnAnswerToo() throws {
        var outages = Outages()
        for _ in 0..<8 { outages.note(try error, of: origin, at: .zero) }
        let answer = TransferError(.http(status: 500), try error.address, reason: "500")
        outages.note(answer, of: origin, at: .zero)
        #expect(outages.allowsRetry(origin))
    }
}
