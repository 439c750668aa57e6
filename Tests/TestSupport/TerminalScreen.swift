/// What a person sees of what a program wrote to a terminal: lines that wrap, and the few control
/// sequences that move the cursor up or clear what is below (ECMA-48).
package struct TerminalScreen {
    private let columns: Int
    private var cells: [[Character]] = [[]]
    private var row = 0
    private var column = 0

    package init(columns: Int, _ text: String) {
        self.columns = columns
        var rest = Substring(text.replacing("\r\n", with: "\r\u{0}"))
        while let next = rest.popFirst() {
            switch next {
            case "\r": column = 0
            case "\n", "\u{0}": (row, column) = (row + 1, 0)
            case "\u{1B}" where rest.first == "[": obey(&rest)
            default: put(next)
            }
        }
    }

    /// Without blanks at their ends, and without empty lines at the end.
    package var lines: [String] {
        var lines = cells.map { line in
            String(line).replacing(#/ +$/#, with: "")
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private mutating func obey(_ rest: inout Substring) {
        let sequence = rest.prefix { !($0.isLetter) }
        rest = rest.dropFirst(sequence.count)
        let number = Int(sequence.dropFirst()) ?? 1
        switch rest.popFirst() {
        case "A": row = max(0, row - number)
        case "J":
            makeRoom()
            cells[row] = Array(cells[row].prefix(column))
            cells.removeSubrange((row + 1)...)
        default: break
        }
    }

    private mutating func put(_ character: Character) {
        if column == columns { (row, column) = (row + 1, 0) }
        makeRoom()
        while cells[row].count <= column { cells[row].append(" ") }
        cells[row][column] = character
        column += 1
    }

    private mutating func makeRoom() {
        while cells.count <= row { cells.append([]) }
    }
}
