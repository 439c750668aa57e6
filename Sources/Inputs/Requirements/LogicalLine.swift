/// A line of a requirement file as pip takes it: joined with the lines that continue it, without
/// its comment, with `${VARIABLES}` filled in.
struct LogicalLine: Hashable {
    let text: String
    /// The first of the lines that it was made of, counted from 1.
    let number: Int

    /// - Parameter environment: what is set there is filled in; the rest stays as it is written.
    static func lines(of text: String, environment: [String: String]) -> [LogicalLine] {
        joined(text).compactMap { line in
            let stripped = withoutComment(line.text)
            guard !stripped.isEmpty else { return nil }
            return LogicalLine(text: filled(stripped, environment), number: line.number)
        }
    }

    /// A line that ends in `\` goes on in the next one; a comment ends it.
    private static func joined(_ text: String) -> [LogicalLine] {
        var result: [LogicalLine] = []
        var parts: [String] = []
        var start = 1
        var lines = PhysicalLines(text)
        while let line = lines.next() {
            if parts.isEmpty { start = lines.number }
            if line.isEmpty, parts.isEmpty { continue }
            let isComment = isComment(line)
            if line.hasSuffix("\\"), !isComment {
                // pip strips them from both ends.
                let body = line.drop { $0 == "\\" }
                let end = body.lastIndex { $0 != "\\" }.map { body.index(after: $0) }
                parts.append(String(body[..<(end ?? body.startIndex)]))
                continue
            }
            if isComment { parts.append(" ") }
            result.append(LogicalLine(text: (parts + [line]).joined(), number: start))
            parts = []
        }
        if !parts.isEmpty { result.append(LogicalLine(text: parts.joined(), number: start)) }
        return result
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }

    private static func isComment(_ line: String) -> Bool {
        line.unicodeScalars.first { !isSpace($0) } == "#"
    }

    /// A comment begins with a `#` at the start or after white space.
    private static func withoutComment(_ line: String) -> String {
        let scalars = line.unicodeScalars
        var end = scalars.endIndex
        var followsSpace = true
        for index in scalars.indices {
            if scalars[index] == "#", followsSpace {
                end = index
                break
            }
            followsSpace = isSpace(scalars[index])
        }
        return trimmed(scalars[..<end])
    }

    private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> String {
        let start = scalars.firstIndex { !isSpace($0) } ?? scalars.endIndex
        let last = scalars.lastIndex { !isSpace($0) }
        return String(scalars[start..<(last.map { scalars.index(after: $0) } ?? start)])
    }

    /// Only `${UPPER_CASE_1}` is a variable, and only if it is set to something.
    private static func filled(_ text: String, _ environment: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            let name = rest[start.upperBound...].prefix(while: isVariableCharacter)
            let value = environment[String(name)] ?? ""
            if rest[name.endIndex...].first == "}", !value.isEmpty {
                result += value
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                result += "${"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }

    private static func isVariableCharacter(_ character: Character) -> Bool {
        switch character {
        case "A"..."Z", "0"..."9", "_": character.isASCII
        default: false
        }
    }
}
