import Testing

@testable import Inputs

struct TOMLScalarTests {
    static let valid = [
        "0", "-0", "+99", "1_000", "0xDEAD_beef", "0o755", "0b1101_0010", "1.5", "-0.01", "3_1.4_1",
        "5e+22", "1E06", "6.626e-34", "0e0", "0.0", "+inf", "-nan", "2026-01-01", "08:00:00",
        "08:00:00.123456789", "2026-01-01T08:00:00", "2026-01-01 08:00:00Z",
        "2026-01-01t08:00:00.5+01:00", "2026-01-01T08:00:00z",
    ]

    @Test(arguments: valid)
    func knowsNumbersAndTimes(text: String) throws {
        #expect(TOMLScalar.isValid(Array(text.utf8)[...]))
        #expect(try TOMLDocument("a = \(text)").root.count == 1)
    }

    @Test(arguments: [
        "", "-", "+-1", "01", "1_", "_1", "1__0", "0x", "0xG", "-0x1", "0b2", "0o8", "1.", ".5",
        "1.e5",
        "1e", "1e+", "1.2.3", "2026-01-01T", "2026-01-01T:", "2026-01-01T08:00:00+", "2026-1-1",
        "2026-01-01Tx", "2026-01", "08:00:00.", "08:00:0", "1a", "3.12.4", "12abc", "--1",
        "2026-01-01T08:00:00+1", "0x1p3",
    ])
    func refusesWhatOnlyBeginsLikeOne(text: String) {
        #expect(!TOMLScalar.isValid(Array(text.utf8)[...]))
        let error = #expect(throws: TOMLSyntaxError.self) {
            try TOMLDocument("a = 1\nb = [\n1, \(text), ]")
        }
        #expect(error?.line == 3)
    }
}
