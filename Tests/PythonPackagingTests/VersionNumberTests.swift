import PythonPackaging
import Testing

struct VersionNumberTests {
    @Test func staysSmallUpTo64Bits() throws {
        let version = try #require(
            Version("18446744073709551615.18446744073709551616.00000000000000000000001"))
        #expect(version.release == [.small(.max), .large("18446744073709551616"), .small(1)])
    }

    @Test func clampsToInt() {
        #expect(VersionNumber.small(12).clamped == 12)
        #expect(VersionNumber.small(.max).clamped == .max)
        #expect(VersionNumber.large("99999999999999999999").clamped == .max)
    }
}
