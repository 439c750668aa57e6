/// The variables that name an index for uv or pip.
struct IndexVariables {
    struct Named {
        let variable: String
        let url: String
        /// uv writes `NAME=URL` for an index with a name.
        var name: String?
    }

    let uv: Named?
    let pip: Named?

    init(_ environment: [String: String]) {
        func value(_ variable: String) -> Named? {
            guard let text = environment[variable].map(Self.trimmed), !text.isEmpty else {
                return nil
            }
            return Named(variable: variable, url: text)
        }
        uv = value("UV_DEFAULT_INDEX").map(Self.split) ?? value("UV_INDEX_URL")
        pip = value("PIP_INDEX_URL")
    }

    private static func split(_ named: Named) -> Named {
        guard let mark = named.url.firstIndex(of: "="),
            named.url[..<mark].utf8.allSatisfy(isOfName), mark > named.url.startIndex
        else { return named }
        return Named(
            variable: named.variable, url: String(named.url[named.url.index(after: mark)...]),
            name: String(named.url[..<mark]))
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_.".utf8.contains(byte)
        }
    }

    private static func trimmed(_ text: String) -> String {
        let end = text.lastIndex { !$0.isWhitespace }
        return end.map { String(text[...$0].drop(while: \.isWhitespace)) } ?? ""
    }
}
