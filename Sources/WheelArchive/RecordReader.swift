import Primitives

/// Reads the lines of a RECORD: comma-separated values as Python's `csv` writes them.
struct RecordReader {
    private let bytes: [UInt8]
    /// The member that is read, for errors.
    private let name: String
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
    }

    /// The next line that is not empty, nil at the end.
    mutating func next() throws(WheelError) -> RecordEntry? {
        while endLine() {}
        guard position < bytes.count else { return nil }
        let path = try field()
        guard takeComma() else { throw malformed }
        let hash = try field()
        guard takeComma() else { throw malformed }
        let size = try field()
        guard !path.isEmpty, position == bytes.count || isAtLineEnd else { throw malformed }
        return RecordEntry(path: path, hash: try self.hash(hash), size: try self.size(size))
    }

    private var malformed: WheelError {
        WheelError(.malformedRecord, member: name, "\(line)")
    }

    private var isAtLineEnd: Bool { bytes[position] == 0x0A || bytes[position] == 0x0D }

    /// Takes a line break of one or two bytes; false where none stands here.
    private mutating func endLine() -> Bool {
        guard position < bytes.count, isAtLineEnd else { return false }
        let isPair = bytes[position] == 0x0D && bytes.dropFirst(position + 1).first == 0x0A
        position += isPair ? 2 : 1
        line += 1
        return true
    }

    private mutating func takeComma() -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
        position += 1
        return true
    }

    private mutating func field() throws(WheelError) -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quoted() }
        let end =
            bytes[position...].firstIndex { $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }
            ?? bytes.count
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    /// A field in quotation marks; two of them stand for one inside.
    private mutating func quoted() throws(WheelError) -> String {
        var content: [UInt8] = []
        position += 1
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\"")) {
            content += bytes[position..<end]
            position = end + 1
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                return String(decoding: content, as: UTF8.self)
            }
            content.append(UInt8(ascii: "\""))
            position += 1
        }
        throw malformed
    }

    /// `sha256=` and the digest in URL-safe base 64.
    private func hash(_ text: String) throws(WheelError) -> RecordHash? {
        guard !text.isEmpty else { return nil }
        guard let equals = text.firstIndex(of: "=") else { throw malformed }
        let name = text[..<equals].lowercased()
        guard let algorithm = HashAlgorithm(rawValue: name) else {
            return .unknown(algorithm: name)
        }
        guard let bytes = URLSafeBase64.decode(text[text.index(after: equals)...]),
            let digest = Digest(algorithm, bytes: bytes)
        else { throw malformed }
        return .digest(digest)
    }

    private func size(_ text: String) throws(WheelError) -> Int64? {
        guard !text.isEmpty else { return nil }
        guard let size = Int64(text), size >= 0 else { throw malformed }
        return size
    }
}
