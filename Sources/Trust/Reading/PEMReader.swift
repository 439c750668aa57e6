/// Finds the blocks of a PEM text, the broken ones too, each with its line.
///
/// More lenient than OpenSSL where nothing can be mistaken: line ends of every kind, byte order
/// marks, indentation, lines of any length. Text outside blocks is passed over.
struct PEMReader: Sequence, IteratorProtocol {
    private var lines: LineReader
    /// A BEGIN met in the middle of a line.
    private var glued: (label: String, place: PEMBlock.Glue)?

    init(_ text: [UInt8]) { lines = LineReader(text) }

    mutating func next() -> PEMBlock? {
        if let (label, place) = glued { return lostBlock(label, place) }
        while let line = lines.next() {
            switch line {
            case .begin(let label, let isIndented): return block(label, isIndented: isIndented)
            case .gluedBegin(let label, _): return lostBlock(label, .outside)
            case .end, .gluedEnd, .text: continue
            }
        }
        return nil
    }

    /// Reads on from the line after BEGIN.
    private mutating func block(_ label: String, isIndented: Bool) -> PEMBlock {
        let start = lines.number
        var body = Body(isKey: label.hasSuffix("PRIVATE KEY"))
        let fault = readBody(of: label, into: &body)
        let content =
            fault.map(PEMBlock.Content.bad) ?? body.content(lastLine: lines.number - 1)
        return PEMBlock(
            label: label, line: start, content: content, isIndented: isIndented,
            isLoose: body.isLoose)
    }

    /// - Returns: nil where the block ends as it should.
    private mutating func readBody(of label: String, into body: inout Body) -> PEMBlock.Fault? {
        while let line = lines.next() {
            switch line {
            case .text(let text):
                body.feed(text, line: lines.number)
            case .end(let ended):
                return ended == label ? nil : .endOfAnother(ended)
            case .gluedEnd:
                return .glued(.within)
            case .begin:
                lines.pushBack(line)
                return .unended
            case .gluedBegin(let next, let ended):
                let isWhole = ended == label
                glued = (next, isWhole ? .afterEnd : .within)
                return isWhole ? nil : .glued(.within)
            }
        }
        return .unended
    }

    /// The block of a glued BEGIN: its lines are passed over.
    private mutating func lostBlock(_ label: String, _ place: PEMBlock.Glue) -> PEMBlock {
        glued = nil
        let start = lines.number
        scan: while let line = lines.next() {
            switch line {
            case .text: continue
            case .end, .gluedEnd: break scan
            case .begin:
                lines.pushBack(line)
                break scan
            case .gluedBegin(let next, _):
                glued = (next, place)
                break scan
            }
        }
        return PEMBlock(
            label: label, line: start, content: .bad(.glued(place)), isIndented: false)
    }
}

extension PEMReader {
    /// What stands between BEGIN and END.
    private struct Body {
        let isKey: Bool
        private var decoder = Base64.Decoder()
        private var fault: PEMBlock.Fault?
        private var lines = 0
        private(set) var isLoose = false

        init(isKey: Bool) { self.isKey = isKey }

        mutating func feed(_ text: ArraySlice<UInt8>, line: Int) {
            guard !isKey, fault == nil else { return }
            let hasBlanks = text.contains { PEMLine.isBlank($0) }
            // One blank line at the start ends a header that is not there.
            isLoose = isLoose || hasBlanks || text.isEmpty && lines > 0
            lines += 1
            let isGood =
                hasBlanks
                ? decoder.feed(text.filter { !PEMLine.isBlank($0) }) : decoder.feed(text)
            if !isGood { fault = .badBase64(line: line) }
        }

        func content(lastLine: Int) -> PEMBlock.Content {
            if isKey { return .bytes([]) }
            if let fault { return .bad(fault) }
            guard decoder.isComplete else { return .bad(.badBase64(line: lastLine)) }
            let bytes = decoder.finished()
            return bytes.isEmpty ? .bad(.empty) : .bytes(bytes)
        }
    }

    /// The lines of a text, which end at LF, CR LF or CR.
    private struct LineReader {
        private let text: [UInt8]
        private var position = 0
        /// Of the line last read, counted from 1.
        private(set) var number = 0
        private var pushedBack: PEMLine?

        init(_ text: [UInt8]) { self.text = text }

        mutating func pushBack(_ line: PEMLine) {
            pushedBack = line
            number -= 1
        }

        mutating func next() -> PEMLine? {
            if let line = pushedBack {
                pushedBack = nil
                number += 1
                return line
            }
            guard position < text.count else { return nil }
            let start = position
            while position < text.count, text[position] != 0x0A, text[position] != 0x0D {
                position += 1
            }
            let line = text[start..<position]
            let isPair =
                position + 1 < text.count && text[position] == 0x0D && text[position + 1] == 0x0A
            position += isPair ? 2 : 1
            number += 1
            return PEMLine(line)
        }
    }
}
