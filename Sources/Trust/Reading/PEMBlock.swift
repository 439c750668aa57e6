/// One block of a PEM text (RFC 7468), or what is left of it.
struct PEMBlock: Equatable {
    enum Content: Equatable {
        /// Empty for private keys, which are never decoded.
        case bytes([UInt8])
        case bad(Fault)
    }

    /// Where a BEGIN or END that shares its line stands.
    enum Glue: Equatable {
        case outside
        /// Behind an END that is whole.
        case afterEnd
        case within
    }

    /// What is wrong with a block.
    enum Fault: Equatable, CustomStringConvertible {
        case badBase64(line: Int)
        case empty
        case unended
        case endOfAnother(String)
        case glued(Glue)

        var description: String {
            switch self {
            case .badBase64(let line): "bad base64 in line \(line)"
            case .empty: "an empty block"
            case .unended: "cut off: its END line is missing"
            case .endOfAnother(let label): "its END line says \"\(label)\""
            case .glued: "its BEGIN or END shares a line with other text: add a line break there"
            }
        }
    }

    /// `CERTIFICATE`, `RSA PRIVATE KEY`, ...
    let label: String
    /// Of its BEGIN, counted from 1.
    let line: Int
    let content: Content
    /// Blanks stood before BEGIN, which most programs refuse.
    let isIndented: Bool
    /// Blanks or blank lines stand within the base64.
    var isLoose = false
}
