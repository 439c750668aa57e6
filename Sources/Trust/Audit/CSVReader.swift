/// Reads comma-separated values (RFC 4180), quoted fields with line breaks in them included.
struct CSVReader: Sequence, IteratorProtocol {
    struct Record: Equatable {
        /// Of its first byte, counted from 1.
        let line: Int
        let fields: [String]
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// - Parameter text: UTF-8, with or without a byte order mark.
    init(_ text: [UInt8]) {
        bytes = text
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record that is not an empty line.
    mutating func next() -> Record? {
        while position < bytes.count, skipLineEnd() {}
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        repeat { fields.append(field()) } while take(UInt8(ascii: ","))
        _ = skipLineEnd()
        return Record(line: start, fields: fields)
    }

    private mutating func field() -> String {
        var value: [UInt8] = []
        if take(UInt8(ascii: "\"")) { readQuoted(into: &value) }
        // What follows a closing quote belongs to no field by the RFC; it is kept rather than lost.
        while position < bytes.count, !",\r\n".utf8.contains(bytes[position]) {
            value.append(bytes[position])
            position += 1
        }
        return String(decoding: value, as: UTF8.self)
    }

    /// Reads up to the closing quote or, where that is missing, to the end.
    private mutating func readQuoted(into value: inout [UInt8]) {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\""), !take(UInt8(ascii: "\"")) { return }
            if byte == 0x0A { line += 1 }
            value.append(byte)
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipLineEnd() -> Bool {
        let isReturn = take(0x0D)
        guard take(0x0A) || isReturn else { return false }
        line += 1
        return true
    }
}
