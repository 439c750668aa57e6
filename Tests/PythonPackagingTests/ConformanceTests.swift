import TestSupport
import Testing

/// The tables of the corpus, given to the `conformance` program as anyone would.
struct ConformanceTests {
    /// Products stand beside the test bundle.
    static let program =
        CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
        .dropLast().joined(separator: "/") + "/conformance"

    @Test(arguments: [
        ("names", 340), ("wheels", 314), ("sdists", 56), ("versions", 490), ("version-forms", 148),
        ("specifiers", 1457), ("specifier-filter", 375), ("markers", 529), ("requirements", 56),
        ("platforms", 34), ("supported-tags", 19),
    ])
    func everyRowOfTheTablePasses(verb: String, rows: Int) async throws {
        let file = verb.split(separator: "-").joined(separator: "_") + ".tsv"
        let table = try FileTree.bytes("\(Checkout.root)/Tests/Corpus/\(file)")
        let outcome = try await Program.run(Self.program, [verb], input: table)
        #expect(outcome.output == "\(rows) passed, 0 failed\n")
        #expect(outcome.status == .exited(0))
    }

    @Test func aRowThatDiffersIsShownAndFails() async throws {
        let table = "a\tb\torder\n1.0\t1.0.0\t=\n1.0\t2.0\t>\n"
        let outcome = try await Program.run(Self.program, ["versions"], input: Array(table.utf8))
        #expect(
            outcome.output == """
                line 3: 1.0 | 2.0: expected order `>`, got `<`
                1 passed, 1 failed

                """)
        #expect(outcome.status == .exited(1))
    }

    @Test func aTableWithoutTheColumnsIsRefused() async throws {
        let outcome = try await Program.run(
            Self.program, ["versions"], input: Array("raw\tnormalised\n".utf8))
        #expect(outcome.errors.contains("the table has no column `a`"))
        #expect(outcome.status == .exited(64))
    }
}
