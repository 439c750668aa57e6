/// The content of an element in which tags are text, such as `title` or `script` (HTML 13.2.5).
///
/// libxml2 sees tags in some of these, and an end in others where there is none.
struct RawText {
    private let bytes: [UInt8]
    private var index: Int

    /// - Parameter start: anywhere between the start tag's name and its `>`.
    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        index = start
    }

    /// Where the element's end tag begins, or where the text ends if there is none.
    func end(of element: String) -> Int {
        var text = self
        return element == "script" ? text.endOfScript() : text.endTag(element)
    }

    private mutating func endTag(_ element: String) -> Int {
        while let start = next() {
            if isTag("</" + element) { return start }
            index += 1
        }
        return bytes.count
    }

    /// Between `<!--` and `-->` a script may hold another one, with its end tag (HTML 13.2.5.17 to
    /// 13.2.5.31).
    private mutating func endOfScript() -> Int {
        var isEscaped = false
        var isNested = false
        while index < bytes.count {
            if !isEscaped, has("<!--") {
                // The dashes may be those of "-->" as well.
                isEscaped = true
                index += 2
            } else if isEscaped, has("-->") {
                isEscaped = false
                isNested = false
                index += 3
            } else if isTag("</script") {
                if !isNested { return index }
                isNested = false
                index += 8
            } else {
                if isEscaped, isTag("<script") { isNested = true }
                index += 1
            }
        }
        return bytes.count
    }

    /// Steps to the next `<`.
    private mutating func next() -> Int? {
        guard let found = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
        index = found
        return found
    }

    private func has(_ text: String) -> Bool {
        var position = index
        for wanted in text.utf8 {
            guard position < bytes.count, bytes[position].asciiLowercased == wanted else {
                return false
            }
            position += 1
        }
        return true
    }

    /// Whether a tag of this name begins here, and not one whose name is longer.
    private func isTag(_ text: String) -> Bool {
        let end = index + text.utf8.count
        guard end < bytes.count, has(text) else { return false }
        return bytes[end].isHTMLWhitespace || bytes[end] == 0x2F || bytes[end] == 0x3E
    }
}
