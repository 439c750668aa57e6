/// Finds the blocks of a PEM text, the broken ones too, each with its line.
///
/// More lenient than OpenSSL where nothing can be mistaken: line ends of every kind, byte order
/// marks, indentation, lines of any length. Text outside blocks is passed over.
struct PEMReader: Sequence, IteratorProtocol {
    private var lines: LineReader
    /// The label of a BEGIN met in the middle of a line.
    private var gluedLabel: String?

    init(_ text: [UInt8]) { lines = LineReader(text) }

    mutating func next() -> PEMBlock? {
        if let label = gluedLabel { return lostBlock(label) }
        while let line = lines.next() {
            switch line {
            case .begin(let label, let isIndented): return block(label, isIndented: isIndented)
            case .gluedBegin(let label, _): return lostBlock(label)
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
        return PEMBlock(label: label, line: start, content: content, isIndented: isIndented)
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
                return .glued
            case .begin:
                lines.pushBack(line)
                return .unended
            case .gluedBegin(let next, let ended):
                gluedLabel = next
                return ended == label ? nil : .glued
            }
        }
        return .unended
    }

    /// The block of a glued BEGIN: its lines are passed over.
    private mutating func lostBlock(_ label: String) -> PEMBlock {
        gluedLabel = nil
        let start = lines.number
        scan: while let line = lines.next() {
            switch line {
            case .text: continue
            case .end, .gluedEnd: break scan
            case .begin:
                lines.pushBack(line)
                break scan
            case .gluedBegin(let next, _):
                gluedLabel = next
                break scan
            }
        }
        return PEMBlock(label: label, line: start, content: .bad(.glued), isIndented: false)
    }
}

extension PEMReader {
    /// What stands between BEGIN and END.
    private struct Body {
        let isKey: Bool
        private var decoder = Base64.Decoder()
        private var fault: PEMBlock.Fault?

        init(isKey: Bool) { self.isKey = isKey }

        mutating func feed(_ text: ArraySlice<UInt8>, line: Int) {
            guard !isKey, fault == nil else { return }
            let isGood =
                text.contains(where: { PEMLine.isBlank($0) })
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
