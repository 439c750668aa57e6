/// Collects the anchors' texts of a root page.
final class HTMLRootReader: HTMLReader {
    private(set) var names: ProjectList
    private(set) var metas = PageMetas()
    /// The page ended inside an anchor, so that its text may be part of a longer name.
    private(set) var isNameCut = false

    private var anchorText: [UInt8] = []
    private var isInAnchor = false

    override init(_ source: HTMLSource) {
        // An anchor with its line takes some 60 bytes; room for more costs less than moving.
        names = ProjectList(expecting: source.bytes.count / 48)
        super.init(source)
    }

    override var readsText: Bool { true }

    override func opened(_ tag: HTMLTag) {
        if unsafe tag.isAnchor {
            closedAnchor(isWhole: true)
            guard let link = unsafe tag.bytes(of: "href") else { return }
            isInAnchor = unsafe link.contains { $0 > 0x20 }
        } else if unsafe tag.isNamed("meta") {
            unsafe metas.read(tag)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isInAnchor { unsafe anchorText.append(contentsOf: bytes) }
    }

    override func closedAnchor(isWhole: Bool) {
        guard isInAnchor else { return }
        isInAnchor = false
        if isWhole { names.add(anchorText[...]) } else { isNameCut = true }
        anchorText.removeAll(keepingCapacity: true)
    }
}
