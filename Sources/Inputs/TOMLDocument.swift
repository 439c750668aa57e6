import Primitives
import TOMLKit

/// A TOML document as values, with the line of each key.
struct TOMLDocument {
    let root: [String: TOMLNode]
    let lines: [TOMLPath: Int]

    /// What a person's file says.
    /// - Parameter path: the file's name as messages show it.
    /// - Throws: the one thing at which reading ended.
    init(_ bytes: [UInt8], path: String) throws(InvalidInput) {
        do {
            try self.init(RequirementText.utf8(bytes[...]))
        } catch let error as RequirementText.UnreadableText {
            throw InvalidInput([
                Problem(
                    file: path, line: error.line, message: "the text is not UTF-8",
                    suggestion: "save it as UTF-8")
            ])
        } catch let error as TOMLSyntaxError {
            throw InvalidInput([
                Problem(
                    file: path, line: error.line,
                    message: "not valid TOML: \(Excerpt.of(error.reason))")
            ])
        } catch {
            throw InvalidInput([Problem(file: path, message: "\(error)")])
        }
    }

    /// - Throws: the one syntax error at which parsing ended.
    init(_ text: String) throws(TOMLSyntaxError) {
        if let line = Self.lineOfNUL(in: text) {
            throw TOMLSyntaxError(line: line, reason: "a NUL character stands in the text")
        }
        let scan = TOMLKeyScan(text)
        if let refusal = scan.refusal { throw Self.error(refusal, text) }
        root = try Self.parse(text)
        lines = scan.lines
    }

    private static func parse(
        _ text: String
    ) throws(TOMLSyntaxError) -> [String: TOMLNode] {
        do {
            return members(of: try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw TOMLSyntaxError(
                line: error.source.begin.line, reason: lowerCased(error.description))
        } catch {
            throw TOMLSyntaxError(line: 1, reason: "\(error)")
        }
    }

    /// What is wrong before the place counts first: the scan takes the text to be valid so far.
    private static func error(_ refusal: TOMLKeyScan.Refusal, _ text: String) -> TOMLSyntaxError {
        switch refusal {
        case .depth(let line):
            return TOMLSyntaxError(line: line, reason: "the values are nested too deeply")
        case .value(let line, let text):
            return TOMLSyntaxError(
                line: line,
                reason: "\(Excerpt.of(text)) is no value; text stands in quotes")
        case .header(let line, let offset):
            do throws(TOMLSyntaxError) {
                _ = try parse(String(decoding: Array(text.utf8)[..<offset], as: UTF8.self))
            } catch {
                return error
            }
            return TOMLSyntaxError(line: line, reason: "a table's name has to follow [")
        }
    }

    /// The parser takes and gives C strings, so that a NUL, escaped or not, would hide the rest.
    private static func lineOfNUL(in text: String) -> Int? {
        let bytes = Array(text.utf8)
        let spellings = ["\\u0000", "\\U00000000"].map { Array($0.utf8) }
        let start = bytes.indices.first { index in
            switch bytes[index] {
            case 0: true
            case UInt8(ascii: "\\"): spellings.contains(where: bytes[index...].starts)
            default: false
            }
        }
        return start.map { 1 + bytes[..<$0].count { $0 == UInt8(ascii: "\n") } }
    }

    private static func lowerCased(_ sentence: String) -> String {
        sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    private static func members(of table: TOMLTable) -> [String: TOMLNode] {
        var members: [String: TOMLNode] = [:]
        for key in table.keys {
            if let value = table[key] { members[key] = node(value) }
        }
        return members
    }

    private static func node(_ value: any TOMLValueConvertible) -> TOMLNode {
        switch value.type {
        case .string: .string(value.string ?? "")
        case .int: .integer(value.int ?? 0)
        case .double: .float(value.double ?? 0)
        case .bool: .boolean(value.bool ?? false)
        case .date: value.date.flatMap(day) ?? .time(value.debugDescription)
        case .time, .dateTime: .time(value.debugDescription)
        case .array: .array(value.array.map { $0.map(node) } ?? [])
        case .table: .table(value.table.map(members) ?? [:])
        }
    }

    private static func day(_ date: TOMLDate) -> TOMLNode? {
        CalendarDay(year: Int64(date.year), month: Int64(date.month), day: Int64(date.day))
            .map(TOMLNode.day)
    }
}
