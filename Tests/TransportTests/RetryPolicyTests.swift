import Primitives
import Testing

@testable import Transport

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 8)

    private func error(_ kind: TransferError.Kind, retryAfter: Duration? = nil) throws
        -> TransferError
    {
        TransferError(
            kind, try #require(WebAddress("https://index.example/")), reason: "failed",
            retryAfter: retryAfter)
    }

    @Test func delaysDoubleUpToHalfAMinute() throws {
        let error = try error(.timeout)
        let longest = (1...8).map { policy.delay(after: error, attempt: $0, random: 1) }
        #expect(
            longest == [
                .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8),
                .seconds(16), .seconds(30), .seconds(30),
            ])
        #expect(policy.delay(after: error, attempt: 3, random: 0) == .zero)
        #expect(policy.delay(after: error, attempt: 9, random: 1) == nil)
    }

    @Test func whatAServerAsksForIsObeyedOrFinal() throws {
        let minute = try error(.http(status: 503), retryAfter: .seconds(60))
        #expect(policy.delay(after: minute, attempt: 1, random: 0) == .seconds(60))
        let rest = Duration.seconds(59)
        #expect(policy.delay(after: minute, attempt: 1, random: 0, rest: rest) == nil)
        let long = try error(.http(status: 503), retryAfter: .seconds(61))
        #expect(policy.delay(after: long, attempt: 1, random: 0) == nil)
        let short = try error(.http(status: 429), retryAfter: .seconds(3))
        #expect(policy.delay(after: short, attempt: 5, random: 1) == .seconds(4))
    }

    @Test(arguments: [
        TransferError.Kind.dns, .connect, .timeout, .truncated, .proxy, .http(status: 408),
        .http(status: 429), .http(status: 500), .http(status: 599),
    ])
    func passingFailuresAreTriedAgain(kind: TransferError.Kind) throws {
        #expect(policy.delay(after: try error(kind), attempt: 1, random: 1) != nil)
    }

    @Test(arguments: [
        TransferError.Kind.http(status: 404), .http(status: 400), .auth(status: 401), .tls,
        .redirect, .malformed, .tooLarge(limit: 1), .sizeMismatch(expected: 1, actual: 2),
        .disk(errno: 28), .cancelled,
    ])
    func othersAreFinal(kind: TransferError.Kind) throws {
        #expect(policy.delay(after: try error(kind), attempt: 1, random: 1) == nil)
    }
}
