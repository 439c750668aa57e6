import Synchronization
import TestSupport
import Testing

/// The rows that have run, printed as one table and written to a file when the last one is over.
struct MatrixTable: SuiteTrait, TestScoping {
    private static let lines = Mutex<[(number: Int, cells: [String])]>([])

    let headings: [String]
    /// Below `.build` of the checkout, which git ignores.
    let file: String

    static func add(_ row: MatrixRow, _ finding: Finding) {
        let verdict = !finding.hasRun ? "-" : finding.faults.isEmpty ? "ok" : "FAILS"
        let cells = [
            "\(row.number)", row.setup, row.trust, row.required, finding.observed, verdict,
        ]
        lines.withLock { $0.append((row.number, cells)) }
    }

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await function()
        let order = Dictionary(
            Matrix.rows.enumerated().map { ("\($1.number) \($1.setup) \($1.trust)", $0) }
        ) { $1 }
        let rows = Self.lines.withLock { $0 }.map(\.cells)
            .sorted { left, right in
                let key = { (cells: [String]) in cells[0...2].joined(separator: " ") }
                return order[key(left)] ?? 0 < order[key(right)] ?? 0
            }
        let text = TextTable(headings: headings, rows: rows).description
        print(text)
        try FileTree.write(text, to: "\(Checkout.root)/.build/\(file)")
    }
}
