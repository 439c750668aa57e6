/// Cells in columns as wide as their widest text.
struct TextTable: CustomStringConvertible {
    let headings: [String]
    let rows: [[String]]

    var description: String {
        let all = [headings] + rows
        let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let line = { (cells: [String]) -> String in
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "| \(padded.joined(separator: " | ")) |\n"
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return line(headings) + line(rule) + rows.map(line).joined()
    }
}
