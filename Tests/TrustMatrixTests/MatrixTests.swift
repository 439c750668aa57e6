import TestSupport
import Testing

/// Every row of the trust matrix, each on the built program.
@Suite(
    MatrixTable(
        headings: ["row", "setup", "client trusts", "required", "observed", ""],
        file: "trust-matrix.txt")
)
struct MatrixTests {
    /// Other tests wait for things that must not take long.
    private static let turnstile = Turnstile(3)

    @Test(arguments: Matrix.chosen) func row(_ row: MatrixRow) async throws {
        do {
            let finding = try await Self.turnstile.pass { try await row.check(Trial()) }
            MatrixTable.add(row, finding)
            for fault in finding.faults { Issue.record("\(row.testDescription): \(fault)") }
        } catch {
            var finding = Finding("\(error)")
            finding.require(false, "it could not be brought about")
            MatrixTable.add(row, finding)
            throw error
        }
    }

    @Test func everyRowOfTheMatrixIsThere() {
        #expect(Set(Matrix.rows.map(\.number)) == Set(1...55))
        let names = Matrix.rows.map(\.testDescription)
        #expect(Set(names).count == names.count)
    }
}
