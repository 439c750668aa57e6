import Testing

@testable import Inputs

struct PercentageTextTests {
    @Test(arguments: [("40%", 0.4), ("0%", 0), ("100%", 1), ("2.5 %", 0.025)])
    func readsParts(text: String, part: Double) {
        #expect(PercentageText.parse(text) == part)
    }

    @Test(arguments: ["", "%", "40", "101%", "-5%", "4e1%", "nan%", ".5%", "40%%", " 40%"])
    func refusesEverythingElse(text: String) {
        #expect(PercentageText.parse(text) == nil)
    }
}
