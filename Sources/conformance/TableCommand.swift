import ArgumentParser

/// A verb that reads a table of facts and says which rows this program sees differently.
protocol TableCommand: ParsableCommand {
    /// The columns that state a case, for the report.
    static var given: [String] { get }
    /// The columns that hold the facts.
    static var expected: [String] { get }

    /// What this program makes of a row: one text for each of the `expected` columns.
    static func reading(of row: FactRow) throws -> [String]
}

extension TableCommand {
    func run() throws {
        guard let header = readLine().map(FactRow.cells) else {
            throw ValidationError("standard input holds no table")
        }
        if let missing = (Self.given + Self.expected).first(where: { !header.contains($0) }) {
            throw ValidationError("the table has no column `\(missing)`")
        }
        var passed = 0
        var failed = 0
        var number = 1
        while let line = readLine() {
            number += 1
            guard !line.isEmpty else { continue }
            let differences = try Self.differences(in: FactRow(header: header, line: line))
            if differences.isEmpty {
                passed += 1
            } else {
                failed += 1
                for difference in differences { print("line \(number): \(difference)") }
            }
        }
        print("\(passed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode.failure }
    }

    private static func differences(in row: FactRow) throws -> [String] {
        let given = given.map { row[$0] }.joined(separator: " | ")
        return zip(expected, try reading(of: row)).compactMap { column, value in
            // Scalar by scalar: equality of strings would let other spellings of one letter pass.
            if row[column].unicodeScalars.elementsEqual(value.unicodeScalars) { return nil }
            return "\(given): expected \(column) `\(row[column])`, got `\(value)`"
        }
    }
}
