import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct ClockCheckTests {
    private let certificate: Certificate

    init() throws {
        certificate = CertificateLab.certificates(try CertificateLab.shared.get().root)[0]
    }

    private func check(days: Int, seen: [Certificate] = [], system: [Certificate] = [])
        -> ClockCheck
    {
        ClockCheck(
            now: certificate.notBefore + .seconds(86_400 * days), seen: seen, system: system)
    }

    @Test func clockIsJudgedByTheNewestCertificate() {
        #expect(check(days: 1, seen: [certificate]).verdict == .plausible)
        #expect("\(check(days: 1, seen: [certificate]))".hasSuffix("newest certificate seen)"))
        #expect("\(check(days: 1, system: [certificate]))".hasSuffix("in the system store)"))
        #expect(check(days: 1).verdict == .unknown)
    }

    @Test func certificateOfTheFutureProvesAClockWrong() {
        let behind = check(days: -400, system: [certificate])
        #expect(
            behind.verdict == .behind(issued: certificate.notBefore, subject: certificate.subject))
        #expect("\(behind)".contains("WRONG: CN=Root,O=Lab was issued on"))
        #expect(check(days: 0, seen: [certificate]).verdict == .plausible)
    }
}
