import Synchronization
import TestSupport
import Testing

/// The rows that have run, printed as one table and written to a file when the last one is over.
struct MatrixTable: SuiteTrait, TestScoping {
    /// By the row's description.
    private static let findings = Mutex<[String: Finding]>([:])

    let headings: [String]
    /// Below `.build` of the checkout, which git ignores.
    let file: String

    static func add(_ row: MatrixRow, _ finding: Finding) {
        findings.withLock { $0[row.testDescription] = finding }
    }

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await function()
        let findings = Self.findings.withLock { $0 }
        let rows = Matrix.rows.compactMap { row in
            findings[row.testDescription].map { Self.cells(row, $0) }
        }
        let text = TextTable(headings: headings, rows: rows).description
        print(text)
        try FileTree.write(text, to: "\(Checkout.root)/.build/\(file)")
    }

    private static func cells(_ row: MatrixRow, _ finding: Finding) -> [String] {
        let verdict = !finding.hasRun ? "-" : finding.faults.isEmpty ? "ok" : "FAILS"
        return ["\(row.number)", row.setup, row.trust, row.required, finding.observed, verdict]
    }
}
