/// The grammar of markers, as the tokenizer of `packaging` has it: white space is blanks and tabs,
/// words end at a word boundary.
extension ByteCursor {
    /// Deeper nesting than this is nobody's marker.
    private static let greatestDepth = 100

    func fault(_ expected: String) -> SyntaxFault {
        SyntaxFault(expected: expected, offset: position)
    }

    @discardableResult
    mutating func takeBlanks() -> Bool {
        takeWhile { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } > 0
    }

    mutating func takeMarker(depth: Int = 0) throws(SyntaxFault) -> Marker.Groups {
        var groups: Marker.Groups = [[try takeMarkerAtom(depth: depth)]]
        while true {
            if takeWord("and") {
                groups[groups.count - 1].append(try takeMarkerAtom(depth: depth))
            } else if takeWord("or") {
                groups.append([try takeMarkerAtom(depth: depth)])
            } else {
                return groups
            }
        }
    }

    private mutating func takeMarkerAtom(depth: Int) throws(SyntaxFault) -> Marker.Node {
        takeBlanks()
        defer { takeBlanks() }
        guard take("(") else { return .comparison(try takeComparison()) }
        guard depth < Self.greatestDepth else { throw fault("less nesting") }
        takeBlanks()
        let groups = try takeMarker(depth: depth + 1)
        guard take(")") else { throw fault("`)`") }
        // Parentheses around one thing say nothing.
        return groups.count == 1 && groups[0].count == 1 ? groups[0][0] : .parenthesized(groups)
    }

    private mutating func takeComparison() throws(SyntaxFault) -> MarkerComparison {
        let left = try takeOperand()
        takeBlanks()
        let `operator` = try takeComparisonOperator()
        takeBlanks()
        let right = try takeOperand()
        return MarkerComparison(left: left, operator: `operator`, right: right)
    }

    private mutating func takeOperand() throws(SyntaxFault) -> MarkerComparison.Operand {
        if let known = MarkerVariable.spellings.first(where: { takeWord($0.text) }) {
            return .variable(known.variable)
        }
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fault("a marker variable or a quoted string")
        }
        let start = position
        position += 1
        takeWhile { $0 != quote }
        guard next == quote, let text = PythonLiteral.value(of: text(from: start + 1)) else {
            position = start
            throw fault("a quoted string that ends")
        }
        position += 1
        return .literal(text)
    }

    private mutating func takeComparisonOperator() throws(SyntaxFault) -> MarkerComparison.Operator
    {
        if takeWord("in") { return .in }
        if takeWord("not") {
            guard takeBlanks(), takeWord("in") else { throw fault("`in` after `not`") }
            return .notIn
        }
        guard let `operator` = takeOperator() else { throw fault("an operator") }
        return .version(`operator`)
    }

    /// Takes `word` if no word character follows it.
    private mutating func takeWord(_ word: String) -> Bool {
        let start = position
        guard take(word) else { return false }
        if let scalar = nextScalar, scalar.isWordCharacter {
            position = start
            return false
        }
        return true
    }
}
