import CXML2

/// One start tag as libxml2 hands it over: names in lower case, references decoded, the first of
/// two attributes of one name. Lives no longer than the callback that got it.
@unsafe struct HTMLTag {
    private let name: UnsafePointer<xmlChar>
    /// Name, value, name, value, nil; the value of an attribute without one is nil.
    private let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    init(
        _ name: UnsafePointer<xmlChar>,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        unsafe self.name = name
        unsafe self.attributes = attributes
    }

    func isNamed(_ other: StaticString) -> Bool { unsafe Self.equal(name, other) }

    var isAnchor: Bool { unsafe name[0] == UInt8(ascii: "a") && name[1] == 0 }

    /// The bytes of an attribute's value, empty where it has none.
    func bytes(of attribute: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard var pair = unsafe attributes else { return nil }
        while let key = unsafe pair.pointee {
            if unsafe Self.equal(key, attribute) {
                guard let value = unsafe pair[1] else { return unsafe .init(start: nil, count: 0) }
                return unsafe UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value)))
            }
            unsafe pair += 2
        }
        return nil
    }

    /// The text of an attribute, `""` where it has no value, nil where it is absent.
    subscript(attribute: StaticString) -> String? {
        unsafe bytes(of: attribute).map { unsafe String(decoding: $0, as: UTF8.self) }
    }

    private static func equal(_ name: UnsafePointer<xmlChar>, _ other: StaticString) -> Bool {
        unsafe xmlStrcmp(name, other.utf8Start) == 0
    }
}
