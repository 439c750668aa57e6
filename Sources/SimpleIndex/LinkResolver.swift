import Primitives

/// Turns the links of one page into addresses and file names.
struct LinkResolver {
    /// Where a link leads: an absolute address without fragment, and what its path ends in.
    struct Target: Equatable {
        var url: String
        /// Percent-decoded once; nil where that is not UTF-8.
        var filename: String?
        /// As written, without `#`.
        var fragment: ArraySlice<UInt8>
    }

    enum Failure: Error {
        case unsupportedScheme, invalidURL
    }

    /// nil where the page's base is no web address: then only absolute links lead anywhere.
    private let base: WebAddress?
    /// The base's folder and each one above it, as texts that end in `/`.
    private let folders: [String]

    /// - Parameters:
    ///   - page: where the page came from; its credentials do not go into the links.
    ///   - base: the page's `base` element, itself relative to the page (HTML 2.4.3).
    init(page: WebAddress, base: String? = nil) {
        let page = page.withoutCredentials
        if let base, let address = page.resolving(base) {
            self.base = address
        } else {
            let isForeign = base.map { Self.hasForeignScheme($0) } ?? false
            self.base = isForeign ? nil : page
        }
        folders = self.base.map(Self.folders) ?? []
    }

    func resolve(_ link: [UInt8]) -> Result<Target, Failure> {
        if let target = PlainLink(link)?.target(folders) { return .success(target) }
        return resolveAny(link)
    }

    /// What ``resolve(_:)`` means, for any link; slower.
    func resolveAny(_ link: [UInt8]) -> Result<Target, Failure> {
        let text = String(decoding: link, as: UTF8.self)
        guard let address = base?.resolving(text) ?? WebAddress(text) else {
            let isForeign = base == nil || Self.hasForeignScheme(text)
            return .failure(isForeign ? .unsupportedScheme : .invalidURL)
        }
        let hash = link.firstIndex(of: UInt8(ascii: "#"))
        return .success(
            Target(
                url: address.textWithCredentials, filename: address.lastPathComponent,
                fragment: hash.map { link[($0 + 1)...] } ?? []))
    }

    private static func folders(of address: WebAddress) -> [String] {
        let bytes = Array(address.textWithCredentials.utf8.prefix { $0 != UInt8(ascii: "?") })
        let path = bytes.count - address.path.utf8.count
        return bytes.indices.reversed()
            .filter { $0 >= path && bytes[$0] == UInt8(ascii: "/") }
            .map { String(decoding: bytes[...$0], as: UTF8.self) }
    }

    /// Whether a reference has a scheme other than http and https (RFC 3986 3.1).
    private static func hasForeignScheme(_ link: String) -> Bool {
        let text = link.drop { $0.isASCII && $0 <= " " }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text[..<colon]
        guard let first = scheme.utf8.first, first.isASCIILetter else { return false }
        return scheme.utf8.allSatisfy { $0.isSchemeCharacter }
            && !["http", "https"].contains(scheme.lowercased())
    }
}

/// A link as nearly all are: nothing to clean, encode or normalise, so that its address is found
/// by cutting and joining.
private struct PlainLink {
    private let link: [UInt8]
    /// What stands behind all leading `../`.
    private let start: Int
    private let parents: Int
    private let isAbsolute: Bool
    private let pathEnd: Int
    private let urlEnd: Int

    /// - Returns: nil for every link that needs a closer look.
    init?(_ link: [UInt8]) {
        let scheme = link.has("https://", at: 0) ? 8 : link.has("http://", at: 0) ? 7 : 0
        var index = scheme
        var parents = 0
        if scheme > 0 {
            while index < link.count, link[index].isPlainHostCharacter { index += 1 }
            guard index > scheme, index < link.count, link[index] == UInt8(ascii: "/") else {
                return nil
            }
        } else {
            while link.has("../", at: index) {
                index += 3
                parents += 1
            }
            // Not a path from the root, a bare query, a scheme, nor a dot segment.
            guard index < link.count, link[index].isASCIILetter || link[index].isASCIIDigit else {
                return nil
            }
        }
        guard let ends = Self.ends(link, from: index, mayHaveColon: scheme > 0) else { return nil }
        self.link = link
        self.parents = parents
        start = scheme > 0 ? 0 : index
        isAbsolute = scheme > 0
        (pathEnd, urlEnd) = ends
    }

    /// Where the path and the query end, if all before are characters that an address may hold.
    private static func ends(
        _ link: [UInt8], from start: Int, mayHaveColon: Bool
    ) -> (path: Int, url: Int)? {
        var mayHaveColon = mayHaveColon
        var path: Int?
        var index = start
        while index < link.count, link[index] != UInt8(ascii: "#") {
            switch link[index] {
            case UInt8(ascii: "/"): mayHaveColon = true
            case UInt8(ascii: "."):
                if index > 0, link[index - 1] == UInt8(ascii: "/") { return nil }
            case UInt8(ascii: "?"): path = path ?? index
            case UInt8(ascii: ":"):
                if !mayHaveColon { return nil }
            default:
                if !link[index].isPlainPathCharacter { return nil }
            }
            index += 1
        }
        return (path ?? index, index)
    }

    func target(_ folders: [String]) -> LinkResolver.Target? {
        var url = String(decoding: link[start..<urlEnd], as: UTF8.self)
        if !isAbsolute {
            guard let root = folders.last else { return nil }
            url = (parents < folders.count ? folders[parents] : root) + url
        }
        let slash = link[start..<pathEnd].lastIndex(of: UInt8(ascii: "/"))
        let name = link[(slash.map { $0 + 1 } ?? start)..<pathEnd]
        let text = String(decoding: name, as: UTF8.self)
        return LinkResolver.Target(
            url: url,
            filename: name.contains(UInt8(ascii: "%")) ? PercentEncoding.decode(text) : text,
            fragment: urlEnd < link.count ? link[(urlEnd + 1)...] : [])
    }
}

extension [UInt8] {
    fileprivate func has(_ text: String, at start: Int) -> Bool {
        var index = start
        for wanted in text.utf8 {
            guard index < count, self[index] == wanted else { return false }
            index += 1
        }
        return true
    }
}

extension UInt8 {
    fileprivate var isPlainHostCharacter: Bool {
        isASCIIDigit || (0x61...0x7A).contains(self) || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".")
    }

    /// Without `/.?:#`.
    fileprivate var isPlainPathCharacter: Bool {
        if isASCIILetter || isASCIIDigit { return true }
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"),
            UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "@"):
            return true
        default: return false
        }
    }

    fileprivate var isSchemeCharacter: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".")
    }
}

extension WebAddress {
    /// The address as an upstream page gave it: credentials are part of it, a fragment is not.
    fileprivate var textWithCredentials: String {
        guard let user else { return requestText }
        let kept = "!$&'()*+,;="
        var userInfo = PercentEncoding.encode(user, keeping: kept)
        if let password {
            userInfo += ":" + PercentEncoding.encode(password, keeping: kept + ":")
        }
        return "\(scheme)://\(userInfo)@" + requestText.dropFirst(scheme.utf8.count + 3)
    }
}
