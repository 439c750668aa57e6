/// The value of a header that is a list (RFC 9110 5.6.1).
enum HeaderList {
    /// - Returns: the elements without the blanks around them; empty ones count for nothing. What
    ///   separates them within quotes belongs to them.
    /// - Parameter escape: what takes its meaning from a quote; entity tags know none.
    static func parts(
        of text: Substring, separator: UInt8 = UInt8(ascii: ","),
        escape: UInt8? = UInt8(ascii: "\\")
    ) -> [Substring] {
        var parts: [Substring] = []
        var (isQuoted, isEscaped) = (false, false)
        var start = text.startIndex
        for place in text.utf8.indices {
            let byte = text.utf8[place]
            if byte == separator, !isQuoted {
                add(text[start..<place], to: &parts)
                start = text.utf8.index(after: place)
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == escape && !isEscaped
        }
        add(text[start...], to: &parts)
        return parts
    }

    private static func add(_ part: Substring, to parts: inout [Substring]) {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var bytes = part.utf8.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        if !bytes.isEmpty { parts.append(Substring(bytes)) }
    }
}
