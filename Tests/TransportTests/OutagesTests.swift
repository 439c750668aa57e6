import Primitives
import Testing

@testable import Transport

@Suite struct OutagesTests {
    private let origin = Origin(scheme: "https", host: "h.example", port: 443)

    private func error(_ kind: TransferError.Kind = .connect) throws -> TransferError {
        TransferError(kind, try #require(WebAddress("https://h.example/")), reason: "refused")
    }

    private func down(_ kind: TransferError.Kind, at time: Duration) throws -> Outages {
        var outages = Outages()
        for _ in 0..<50 { outages.note(try error(kind), of: origin, at: time) }
        return outages
    }

    @Test(arguments: [TransferError.Kind.connect, .dns, .timeout, .http(status: 500)])
    func anOriginIsDownAfterFiftyFailuresInARow(kind: TransferError.Kind) throws {
        var outages = Outages()
        for count in 1...50 {
            #expect(!outages.isDown(origin), "\(count)")
            #expect(outages.refusal(of: origin, at: .zero) == nil)
            #expect(outages.note(try error(kind), of: origin, at: .zero) == (count == 50))
        }
        #expect(outages.isDown(origin))
        #expect(outages.refusal(of: origin, at: .zero)?.kind == kind)
    }

    @Test func thenOneProbeGoesOutEveryHalfMinute() throws {
        var outages = try down(.connect, at: .seconds(1))
        #expect(outages.refusal(of: origin, at: .seconds(30)) != nil)
        #expect(outages.refusal(of: origin, at: .seconds(31)) == nil)
        #expect(outages.refusal(of: origin, at: .seconds(32)) != nil)
    }

    @Test func anAnswerEndsTheOutage() throws {
        var outages = try down(.http(status: 503), at: .zero)
        outages.noteAnswer(of: origin)
        #expect(!outages.isDown(origin))
        #expect(outages.refusal(of: origin, at: .zero) == nil)
    }

    @Test func aRefusalIsAnAnswerToo() throws {
        var outages = try down(.http(status: 503), at: .zero)
        outages.note(try error(.http(status: 404)), of: origin, at: .zero)
        #expect(!outages.isDown(origin))
    }

    @Test func whatWasCancelledTellsNothing() throws {
        var outages = try down(.connect, at: .zero)
        outages.note(try error(.cancelled), of: origin, at: .zero)
        #expect(outages.isDown(origin))
    }
}
