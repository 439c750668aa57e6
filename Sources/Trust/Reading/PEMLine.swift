/// What one line of a PEM text is.
enum PEMLine: Equatable {
    case begin(label: String, isIndented: Bool)
    case end(label: String)
    /// A BEGIN amid other text; `ends` is the label of an END that stands whole before it.
    case gluedBegin(label: String, ends: String?)
    /// An END amid other text.
    case gluedEnd
    /// Without blanks at its ends.
    case text(ArraySlice<UInt8>)

    private static let beginMark = Array("-----BEGIN ".utf8)
    private static let endMark = Array("-----END ".utf8)
    private static let closing = Array("-----".utf8)

    init(_ line: ArraySlice<UInt8>) {
        let trimmed = Self.trim(line)
        guard trimmed.contains(UInt8(ascii: "-")) else {
            self = .text(trimmed)
            return
        }
        if let label = Self.label(after: Self.beginMark, in: trimmed) {
            self = .begin(label: label, isIndented: Self.isBlank(line.first))
        } else if let label = Self.label(after: Self.endMark, in: trimmed) {
            self = .end(label: label)
        } else if let start = Self.position(of: Self.beginMark, in: trimmed) {
            let label = trimmed[start...].dropFirst(Self.beginMark.count)
            self = .gluedBegin(
                label: String(
                    decoding: label.prefix { $0 != UInt8(ascii: "-") }, as: UTF8.self),
                ends: Self.label(after: Self.endMark, in: trimmed[..<start]))
        } else if Self.position(of: Self.endMark, in: trimmed) != nil {
            self = .gluedEnd
        } else {
            self = .text(trimmed)
        }
    }

    static func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Without blanks at its ends and without a byte order mark, which a file appended to another
    /// brings into the middle.
    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        line = line.drop { isBlank($0) }
        while isBlank(line.last) { line = line.dropLast() }
        return line
    }

    /// The label of a line that is nothing but `mark`, a label and the closing dashes.
    private static func label(after mark: [UInt8], in line: ArraySlice<UInt8>) -> String? {
        guard line.starts(with: mark), line.count >= mark.count + closing.count,
            line.suffix(closing.count).elementsEqual(closing)
        else { return nil }
        let label = line.dropFirst(mark.count).dropLast(closing.count)
        guard !label.contains(UInt8(ascii: "-")) else { return nil }
        return String(decoding: label, as: UTF8.self)
    }

    private static func position(of mark: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
        guard line.count >= mark.count else { return nil }
        return (line.startIndex...(line.endIndex - mark.count)).first { index in
            line[index] == mark[0] && line[index...].starts(with: mark)
        }
    }
}
