import FoundationEssentials

/// One row of a table of facts, its cells found by the header's names.
struct FactRow {
    private let cells: [String: String]

    init(header: [String], line: String) {
        let texts = Self.cells(of: line)
        cells = Dictionary(
            zip(header, texts + Array(repeating: "", count: max(0, header.count - texts.count))),
            uniquingKeysWith: { first, _ in first })
    }

    static func cells(of line: String) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }

    /// The value of a cell. One that is empty or has white space around it is written as a JSON
    /// string; text that merely begins with a quote is not.
    subscript(column: String) -> String {
        let text = cells[column] ?? ""
        guard text.hasPrefix("\""), cells["quoting"] != "raw" else { return text }
        let value = try? JSONDecoder().decode(String.self, from: Data(text.utf8))
        return value ?? text
    }
}
