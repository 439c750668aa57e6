/// Collects the anchors' texts of a root page.
final class HTMLRootReader: HTMLReader {
    private(set) var anchors: AnchorTexts
    private(set) var metas = PageMetas()

    override init(_ source: HTMLSource) {
        // An anchor with its line takes some 60 bytes; room for more costs less than moving.
        anchors = AnchorTexts(expecting: source.bytes.count / 48)
        super.init(source)
    }

    override var readsText: Bool { true }

    override func opened(_ tag: HTMLTag) {
        if unsafe tag.isAnchor {
            let link = unsafe tag.bytes(of: "href")
            anchors.open(isLink: unsafe link?.contains { $0 > 0x20 } == true)
        } else if unsafe tag.isNamed("meta") {
            unsafe metas.read(tag)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe anchors.append(bytes) }

    override func closedAnchor(isWhole: Bool) { anchors.close(isWhole: isWhole) }
}

/// The texts of a page's links, each put together from the pieces that come between its tags.
struct AnchorTexts {
    private(set) var names: ProjectList
    /// The page ended inside an anchor, so that its text may be part of a longer name.
    private(set) var isCut = false

    private var text: [UInt8] = []
    private var isOpen = false

    /// - Parameter count: about how many there will be.
    init(expecting count: Int) { names = ProjectList(expecting: count) }

    /// An anchor within another ends that one (HTML 13.2.6.4.7).
    mutating func open(isLink: Bool) {
        close(isWhole: true)
        isOpen = isLink
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isOpen { unsafe text.append(contentsOf: bytes) }
    }

    mutating func close(isWhole: Bool) {
        guard isOpen else { return }
        isOpen = false
        if isWhole { names.add(text) } else { isCut = true }
        text.removeAll(keepingCapacity: true)
    }
}
