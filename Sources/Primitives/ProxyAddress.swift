/// Where a proxy is, and the login it wants: `[scheme://][user[:password]@]host[:port]`, as curl
/// reads it (CURLOPT_PROXY(3)); prints without the login.
package struct ProxyAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package enum Scheme: String, Sendable {
        case http, https, socks4, socks4a, socks5, socks5h

        fileprivate var port: UInt16 {
            switch self {
            case .http: 80
            case .https: 443
            case .socks4, .socks4a, .socks5, .socks5h: 1080
            }
        }
    }

    package let scheme: Scheme
    /// Percent-decoded.
    package let user: String?
    /// Percent-decoded.
    package let password: String?
    package let host: String
    package let port: UInt16

    /// - Returns: nil for anything else, also where an `@` stands behind the host: part of a login
    ///   was taken for the host then.
    package init?(_ text: String) {
        let text = WebAddress.trimmed(text)
        var rest = text[...]
        var scheme = Scheme.http
        if let mark = rest.firstRange(of: "://"), !rest[..<mark.lowerBound].contains(":") {
            guard let named = Scheme(rawValue: rest[..<mark.lowerBound].lowercased()) else {
                return nil
            }
            scheme = named
            rest = rest[mark.upperBound...]
        }
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !rest[authority.endIndex...].contains("@"), let parts = Authority(String(authority))
        else { return nil }
        self.scheme = scheme
        user = parts.user
        password = parts.password
        host = parts.host
        port = parts.port ?? scheme.port
    }

    package var hasLogin: Bool { user != nil || password != nil }

    /// `host:port`.
    package var place: String { "\(host):\(port)" }

    /// Without the login.
    package var description: String { "\(scheme.rawValue)://\(place)" }

    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
