/// The value of a header that is a list (RFC 9110 5.6.1).
enum HeaderList {
    /// - Returns: the elements without the blanks around them; empty ones count for nothing. What
    ///   separates them within quotes belongs to them.
    /// - Parameter escape: what takes its meaning from a quote; entity tags know none.
    static func parts(
        of text: String, separator: UInt8 = UInt8(ascii: ","), escape: UInt8? = UInt8(ascii: "\\")
    ) -> [String] {
        var parts: [[UInt8]] = [[]]
        var (isQuoted, isEscaped) = (false, false)
        for byte in text.utf8 {
            if byte == separator, !isQuoted {
                parts.append([])
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == escape && !isEscaped
            parts[parts.count - 1].append(byte)
        }
        return parts.map { String(decoding: trimmed($0[...]), as: UTF8.self) }
            .filter { !$0.isEmpty }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
