import FoundationEssentials
import GRDB
import Primitives
import PythonPackaging

extension Row {
    func instant(_ column: Int) -> Instant? {
        (self[column] as Int64?).map { Instant(microseconds: $0) }
    }

    /// Empty for NULL.
    func bytes(_ column: Int) -> [UInt8] {
        (self[column] as Data?).map { [UInt8]($0) } ?? []
    }

    /// Three columns: count, since, last.
    func streak(_ column: Int) -> Streak? {
        guard let count = self[column] as Int?, let since = instant(column + 1),
            let last = instant(column + 2)
        else { return nil }
        return Streak(count: count, since: since, last: last)
    }

    /// - Throws: `SQLITE_CORRUPT` for what is no project's name.
    func project(_ column: Int) throws -> ProjectName {
        let text: String = self[column]
        guard let name = ProjectName(text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "project `\(text)`")
        }
        return name
    }

    /// Nil for NULL and for the empty text.
    func optionalProject(_ column: Int) throws -> ProjectName? {
        guard let text = self[column] as String?, !text.isEmpty else { return nil }
        return try project(column)
    }

    /// The enumeration's case of that name.
    func choice<Choice: RawRepresentable<String>>(_ column: Int) throws -> Choice {
        let text: String = self[column]
        guard let choice = Choice(rawValue: text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unknown value `\(text)`")
        }
        return choice
    }
}

extension Database {
    /// Runs one statement, prepared once.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The first row, from a statement prepared once.
    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    /// All rows, each made into a value as it comes.
    func rows<Value>(
        _ sql: String, _ arguments: StatementArguments = [], _ make: (Row) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() { values.append(try make(row)) }
        return values
    }

    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}
