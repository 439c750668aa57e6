import CXML2

/// Runs libxml2's HTML parser over a whole page and hands its tags to a subclass.
///
/// libxml2 2.9 needs some care to read what the HTML standard says is there: the SAX interface,
/// since its tree ends at depth 256; the whole buffer at once, since its push parser may lose the
/// rest of a page after `<style>`; text that is UTF-8 already and free of NUL.
@safe class HTMLReader {
    /// The page ends inside a tag.
    private(set) final var isTruncated = false

    private final let source: HTMLSource
    private final var context: htmlParserCtxtPtr?
    /// Where the raw text that a `title` or the like began ends, counted from the text's start.
    private final var endOfRawText = 0

    /// Each end tag is compared with all elements that are open, so that a page made to nest would
    /// be read for hours.
    private static let depthLimit: Int32 = 4096
    private final var isTooDeep = false

    init(_ source: HTMLSource) { self.source = source }

    /// Whether the subclass wants `text(_:)` and `closedAnchor()`; without, parsing is faster.
    var readsText: Bool { false }

    /// A whole `a`, `base` or `meta` tag outside raw text.
    @unsafe func opened(_ tag: HTMLTag) {}

    /// A piece of the page's text.
    @unsafe func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// - Parameter isWhole: false where the page ended before the end tag.
    func closedAnchor(isWhole: Bool) {}

    final func run() throws(PageError) {
        let count = source.bytes.count - source.start
        guard count > 0 else { return }
        guard count < Int(Int32.max) else { throw PageError(.undecodable, "over 2 GiB long") }
        if HTMLAttributeCount.isExceeded(in: source) {
            throw PageError(
                .undecodable, "a tag has more than \(HTMLAttributeCount.limit) attributes")
        }
        let isParsed = unsafe source.bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.advanced(by: source.start)
            return unsafe parse(start?.assumingMemoryBound(to: CChar.self), Int32(count))
        }
        guard isParsed else { throw PageError(.undecodable, "out of memory") }
        if isTooDeep {
            throw PageError(.undecodable, "over \(Self.depthLimit) elements stand in one another")
        }
    }

    private final func parse(_ text: UnsafePointer<CChar>?, _ count: Int32) -> Bool {
        _ = Self.library
        guard let context = unsafe htmlCreateMemoryParserCtxt(text, count) else { return false }
        unsafe self.context = context
        defer {
            unsafe self.context = nil
            unsafe htmlFreeParserCtxt(context)
        }
        // Without HTML_PARSE_IGNORE_ENC a meta element would decode once more what is UTF-8.
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue
        unsafe htmlCtxtUseOptions(context, Int32(options | HTML_PARSE_IGNORE_ENC.rawValue))
        unsafe context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
        unsafe context.pointee.sax.pointee = handler
        unsafe context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        unsafe htmlParseDocument(context)
        return true
    }

    private static let library: Void = xmlInitParser()

    private final var handler: htmlSAXHandler {
        var handler = unsafe htmlSAXHandler()
        unsafe handler.startElement = { reader, name, attributes in
            guard let reader = unsafe reader, let name = unsafe name else { return }
            unsafe HTMLReader.at(reader).started(name, attributes)
        }
        // The structured handler, which is called only in a handler of the second kind.
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.serror = { reader, error in
            guard let reader = unsafe reader, let error = unsafe error else { return }
            unsafe HTMLReader.at(reader).failed(code: error.pointee.code)
        }
        guard readsText else { return unsafe handler }
        let characters: charactersSAXFunc = { reader, text, count in
            guard let reader = unsafe reader else { return }
            let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe HTMLReader.at(reader).text(bytes)
        }
        unsafe handler.characters = characters
        unsafe handler.ignorableWhitespace = characters
        unsafe handler.endElement = { reader, name in
            guard let reader = unsafe reader, let name = unsafe name else { return }
            unsafe HTMLReader.at(reader).ended(name)
        }
        return unsafe handler
    }

    private static func at(_ reader: UnsafeMutableRawPointer) -> HTMLReader {
        unsafe Unmanaged<HTMLReader>.fromOpaque(reader).takeUnretainedValue()
    }
}

extension HTMLReader {
    private static let rawTextElements: [StaticString] = [
        "title", "textarea", "script", "style", "xmp", "iframe", "noembed", "noframes",
    ]

    private func started(
        _ name: UnsafePointer<xmlChar>,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        if let context = unsafe context, unsafe context.pointee.nameNr > Self.depthLimit {
            isTooDeep = true
            return unsafe xmlStopParser(context)
        }
        let tag = unsafe HTMLTag(name, attributes)
        switch unsafe name.pointee {
        case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "m"):
            guard unsafe tag.isAnchor || tag.isNamed("meta") || tag.isNamed("base"),
                // End of file in a tag drops the tag (HTML 13.2.5); libxml2 delivers it.
                !isAtEnd, endOfRawText == 0 || offset >= endOfRawText
            else { return }
            unsafe opened(tag)
        case UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "i"),
            UInt8(ascii: "n"):
            guard let element = Self.rawTextElements.first(where: { unsafe tag.isNamed($0) }),
                offset >= endOfRawText
            else { return }
            endOfRawText =
                RawText(source.bytes, from: source.start + offset)
                .end(of: "\(element)") - source.start
        default: break
        }
    }

    private func ended(_ name: UnsafePointer<xmlChar>) {
        guard unsafe HTMLTag(name, nil).isAnchor else { return }
        closedAnchor(isWhole: !isAtEnd || endsInAnchorEndTag)
    }

    private func failed(code: Int32) {
        // In the middle of a page this means a malformed end tag, and nothing is lost.
        if code == Int32(XML_ERR_GT_REQUIRED.rawValue), isAtEnd { isTruncated = true }
    }

    /// The text has no NUL but the one that libxml2 puts behind it.
    private var isAtEnd: Bool {
        guard let input = unsafe context?.pointee.input else { return true }
        return unsafe input.pointee.cur.pointee == 0
    }

    private var endsInAnchorEndTag: Bool {
        let end = source.bytes.suffix(16)
        guard let tag = end.lastIndex(of: UInt8(ascii: "<")) else { return false }
        let name = end[(tag + 1)...].filter { !$0.isHTMLWhitespace }.map(\.asciiLowercased)
        return name == Array("/a>".utf8)
    }

    /// Bytes of the text that libxml2 has read.
    private var offset: Int {
        guard let input = unsafe context?.pointee.input else { return 0 }
        let position = unsafe input.pointee.cur - input.pointee.base
        return unsafe Int(input.pointee.consumed) + position
    }
}
