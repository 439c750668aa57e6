import PythonPackaging
import Testing

struct SpecifierRepairTests {
    @Test(arguments: [
        (">=3.6.*", ">=3.6"), (">=2.7<4", "<4,>=2.7"), (">= 2.7'", ">=2.7"),
        (">=\"3.6\"", ">=3.6"), ("!=~5.0,>=4.12", "!=5.0.*,>=4.12"),
        (">=2.7,!=3.0*,!=3.1*", "!=3.0.*,!=3.1.*,>=2.7"), (">=3.6, ", ">=3.6"),
        (">dev", ">0.dev0"), (">=9.0.0a1.0", ">=9.0.0a1"), (">=3.6 <3.9", "<3.9,>=3.6"),
        (">=2.7, !=3.0.*, !=3.1.*', !=3.2.*'", "!=3.0.*,!=3.1.*,!=3.2.*,>=2.7"),
        (">=3.8", ">=3.8"), ("*", ""), ("", ""),
    ])
    func mendsTheUsualMistakes(text: String, mended: String) {
        #expect(SpecifierSet.lenient(text)?.description == mended)
    }

    @Test(arguments: ["3.6", ">=three", "any", ">=", "==*", ">=3.x"])
    func leavesTheRestAlone(text: String) {
        #expect(SpecifierSet.lenient(text) == nil)
    }
}
