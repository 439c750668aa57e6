import FoundationEssentials
import TestSupport
import Testing

@testable import Inputs

/// The lines of requirement files, held against what the real pip makes of them.
struct RequirementPipTests {
    private static let environment = ["SIX": "1.16.0", "EMPTY": ""]

    /// Texts in which joining, comments and variables get in each other's way.
    private static let texts = [
        "six==1.0\\\n--hash=a\n", "six \\\n# comment\nidna\n", "six \\\n  # c \\\nidna\n",
        "six # c \\\nidna\n", "six#no\n #yes\n\t# yes\nsix #", "\\\n\\\nsix\\\n", "\\", "six\\\\\\",
        "\\six\\", "a\\\n\n b", "${SIX}${EMPTY}${NONE}$SIX ${six} ${ SIX}", "x # ${SIX}",
        "${SIX", "${${SIX}}", "a\r\nb\rc\u{C}d\u{85}e\u{2028}f", "six\u{A0}# c", "\u{FEFF}six",
        "six # é\u{301}", "-r a.txt # c", "six ; os_name == '#x'", "six ; os_name == ' #x'",
        "a \\\n\\\n b \\\n   \nc", "  \\\n  ", "#\\\nsix", "a\u{B}b\n\u{1C}c",
    ]

    private struct Line: Codable, Equatable, CustomStringConvertible {
        let number: Int
        let text: String

        var description: String { "\(number): \(text.debugDescription)" }
    }

    @Test func joinsStripsAndFillsInAsPipDoes() async throws {
        let script = """
            import json, sys
            from pip._internal.req.req_file import preprocess
            texts = json.load(sys.stdin)
            lines = [[{"number": n, "text": t} for n, t in preprocess(x)] for x in texts]
            json.dump(lines, sys.stdout)
            """
        let outcome = try await Program.run(
            PythonEnvironment.python, ["-I", "-c", script],
            environment: Program.hermeticEnvironment.merging(Self.environment) { $1 },
            input: Array(JSONEncoder().encode(Self.texts)))
        #expect(outcome.succeeded, "\(outcome)")
        let expected = try JSONDecoder().decode([[Line]].self, from: Data(outcome.standardOutput))
        #expect(expected.count == Self.texts.count)
        for (text, expected) in zip(Self.texts, expected) {
            let lines = LogicalLine.lines(of: text, environment: Self.environment)
                .map { Line(number: $0.number, text: $0.text) }
            #expect(lines == expected, "\(text.debugDescription)")
        }
    }
}
