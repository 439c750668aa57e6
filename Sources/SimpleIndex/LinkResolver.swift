import Primitives

/// Turns the links of one page into addresses and file names.
struct LinkResolver {
    /// Where a link leads: an absolute address without fragment, and what its path ends in.
    struct Target: Equatable {
        var url: String
        /// Percent-decoded once; nil where that is not UTF-8.
        var filename: String?
        /// As written, without `#`.
        var fragment: Substring
    }

    /// nil where the page's base is no web address: then only absolute links lead anywhere.
    private let base: WebAddress?

    /// - Parameters:
    ///   - page: where the page came from; its credentials do not go into the links.
    ///   - base: the page's `base` element, itself relative to the page (HTML 2.4.3).
    init(page: WebAddress, base: String? = nil) {
        let page = page.withoutCredentials
        guard let base else {
            self.base = page
            return
        }
        if let address = page.resolving(base) {
            self.base = address
        } else {
            self.base = Self.foreignScheme(of: base) == nil ? page : nil
        }
    }

    func resolve(_ link: String) -> Result<Target, Failure> {
        guard let address = base?.resolving(link) ?? WebAddress(link) else {
            let isForeign = base == nil || Self.foreignScheme(of: link) != nil
            return .failure(isForeign ? .unsupportedScheme : .invalidURL)
        }
        let hash = link.utf8.firstIndex(of: UInt8(ascii: "#"))
        let fragment = hash.map { link[link.utf8.index(after: $0)...] } ?? ""
        return .success(
            Target(
                url: address.textWithCredentials, filename: address.lastPathComponent,
                fragment: fragment))
    }

    enum Failure: Error {
        case unsupportedScheme, invalidURL
    }

    /// The scheme of an absolute reference that is neither http nor https (RFC 3986 3.1).
    private static func foreignScheme(of link: String) -> Substring? {
        let text = link.drop { $0.isASCII && $0 <= " " }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = text[..<colon]
        guard let first = scheme.utf8.first, first.isASCIILetter,
            scheme.utf8.allSatisfy({
                $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0)
            }), !["http", "https"].contains(scheme.lowercased())
        else { return nil }
        return scheme
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
