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
    /// The lines of a field are one value, so that many short ones cost no more than they are long.
    private var fields: [(name: Field, value: String, lines: Int)] = []

    init(method: HTTPMethod, target: String, version: HTTPVersion) {
        self.method = method
        self.target = target
        self.version = version
    }

    mutating func add(_ name: Field, _ value: String) {
        guard let place = fields.firstIndex(where: { $0.name == name }) else {
            return fields.append((name, value, 1))
        }
        fields[place].value += "," + value
        fields[place].lines += 1
    }

    func lines(_ name: Field) -> Int { fields.first { $0.name == name }?.lines ?? 0 }

    /// The values of all lines of a field, as a list (RFC 9110 5.3); nil where there is none.
    subscript(_ name: Field) -> String? { fields.first { $0.name == name }?.value }

    /// A field's value where it stands there once.
    func single(_ name: Field) -> String? { lines(name) == 1 ? self[name] : nil }
}
