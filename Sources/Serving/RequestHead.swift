import NIOHTTP1

/// The head of a request, of whose header fields only those are kept that mean something here.
struct RequestHead {
    /// A header field that has a meaning for what is answered. Case does not count in a name.
    enum Field: String, CaseIterable {
        case accept, connection, expect, host, range
        case contentLength = "content-length"
        case ifMatch = "if-match"
        case ifModifiedSince = "if-modified-since"
        case ifNoneMatch = "if-none-match"
        case ifRange = "if-range"
        case ifUnmodifiedSince = "if-unmodified-since"
        case transferEncoding = "transfer-encoding"

        private static let names = allCases.map { (field: $0, bytes: Array($0.rawValue.utf8)) }

        init?(_ name: ArraySlice<UInt8>) {
            let found = Self.names.first {
                $0.bytes.count == name.count && $0.bytes.elementsEqual(name) { $0 == $1 | 0x20 }
            }
            guard let found else { return nil }
            self = found.field
        }
    }

    let method: HTTPMethod
    /// As it stands in the request line.
    let target: String
    let version: HTTPVersion
    private var fields: [(name: Field, value: String)] = []

    init(method: HTTPMethod, target: String, version: HTTPVersion) {
        self.method = method
        self.target = target
        self.version = version
    }

    mutating func add(_ name: Field, _ value: String) { fields.append((name, value)) }

    /// The values of all fields of a name, in their order.
    subscript(_ name: Field) -> [String] {
        fields.isEmpty ? [] : fields.compactMap { $0.name == name ? $0.value : nil }
    }

    /// The elements of a field that is a list, of however many lines (RFC 9110 5.3); nil where there is none.
    func list(_ name: Field) -> String? {
        let lines = self[name]
        return lines.isEmpty ? nil : lines.joined(separator: ",")
    }

    /// A field's value where it stands there once.
    func single(_ name: Field) -> String? {
        let lines = self[name]
        return lines.count == 1 ? lines[0] : nil
    }
}
