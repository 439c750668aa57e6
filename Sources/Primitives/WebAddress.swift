/// An absolute http or https address (RFC 3986), percent-encoded where the RFC wants it.
///
/// Reading is as lenient as browsers are (WHATWG URL): outer white space goes, tabs and newlines
/// inside go, raw blanks and non-ASCII characters are encoded. What was given percent-encoded
/// stays as given: `+` and `%2B` are different addresses.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// `http` or `https`.
    package let scheme: String
    /// Percent-decoded.
    package let user: String?
    /// Percent-decoded.
    package let password: String?
    /// As the wire knows it (`HostName`); an IPv6 address stands in brackets.
    package let host: String
    /// nil where it is the scheme's default port.
    package let port: UInt16?
    /// Begins with `/`; without dot segments.
    package let path: String
    package let query: String?
    package let fragment: String?

    /// - Returns: nil for anything but an absolute http(s) address with a host.
    package init?(_ text: String) {
        let reference = AddressReference(text)
        guard let scheme = reference.scheme, let authority = reference.authority else {
            return nil
        }
        self.init(
            scheme: scheme, authority: authority, path: reference.path, query: reference.query,
            fragment: reference.fragment)
    }

    private init?(
        scheme: String, authority: String, path: String, query: String?, fragment: String?
    ) {
        guard scheme == "http" || scheme == "https", let parts = Authority(authority) else {
            return nil
        }
        // Digits at the beginning of a password with `/` in it look like a port.
        guard parts.port == nil || parts.user != nil || !path.contains("@") else { return nil }
        self.scheme = scheme
        user = parts.user
        password = parts.password
        host = parts.host
        port = parts.port == (scheme == "https" ? 443 : 80) ? nil : parts.port
        self.path = path.isEmpty ? "/" : AddressReference.removingDotSegments(path)
        self.query = query
        self.fragment = fragment
    }

    /// The address of something that a person names, by a login or not.
    /// - Returns: nil also where an `@` stands behind the host: whoever means it there encodes it, and
    ///   most who do not have a login with `/`, `?` or `#` in it.
    package static func typed(_ text: String) -> WebAddress? {
        guard let address = WebAddress(text) else { return nil }
        let rest = [address.path, address.query, address.fragment].compactMap(\.self)
        return rest.contains { $0.contains("@") } ? nil : address
    }

    /// Whether a text that is no address may hold a login, so that nobody may print it.
    package static func mayHoldLogin(_ text: String) -> Bool {
        text.contains("@") || text.contains("%40") || text.contains("\u{FF20}")
    }

    /// What to do about a text that is no address.
    /// - Returns: nil where nothing more can be said than how an address looks.
    package static func advice(on text: String) -> String? {
        if mayHoldLogin(text) {
            return "percent-encode `/`, `@`, `?` and `#` in a login: %2F, %40, %3F and %23"
        }
        if hasBadPort(text) { return "a port is a number from 1 to 65535" }
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
            return "IDNA 2008 allows no such name for a host"
        }
        return text.contains("://") && !AddressReference(text).hasHost
            ? "a host's name is made of letters, digits, hyphens and dots" : nil
    }

    /// Whether what stands behind the host can be no port.
    private static func hasBadPort(_ text: String) -> Bool {
        let authority = AddressReference(text.contains("://") ? text : "https://\(text)").authority
        guard let authority, let colon = authority.lastIndex(of: ":") else { return false }
        let port = authority[authority.index(after: colon)...]
        // Else it is an address of IPv6.
        guard let first = port.first, !port.contains("]"), !authority[..<colon].contains("::"),
            first.isNumber || text.contains("://")
        else { return false }
        return (UInt16(port) ?? 0) == 0
    }

    static func trimmed(_ text: String) -> String {
        String(decoding: AddressReference.clean(text), as: UTF8.self)
    }

    private init(_ base: WebAddress, path: String, query: String?, fragment: String?) {
        scheme = base.scheme
        user = base.user
        password = base.password
        host = base.host
        port = base.port
        self.path = AddressReference.removingDotSegments(path)
        self.query = query
        self.fragment = fragment
    }

    private init(_ base: WebAddress, user: String?, password: String?, fragment: String?) {
        scheme = base.scheme
        self.user = user
        self.password = password
        host = base.host
        port = base.port
        path = base.path
        query = base.query
        self.fragment = fragment
    }

    /// Resolves a reference against this address (RFC 3986 5.2.2).
    /// - Returns: nil when the result is not an http(s) address.
    package func resolving(_ text: String) -> WebAddress? {
        let reference = AddressReference(text)
        if let other = reference.scheme {
            // "https:x" is relative in old practice; nothing on an index page needs it.
            guard let authority = reference.authority else { return nil }
            return WebAddress(
                scheme: other, authority: authority, path: reference.path,
                query: reference.query, fragment: reference.fragment)
        }
        if let authority = reference.authority {
            return WebAddress(
                scheme: scheme, authority: authority, path: reference.path,
                query: reference.query, fragment: reference.fragment)
        }
        if reference.path.isEmpty {
            return WebAddress(
                self, path: path, query: reference.query ?? query, fragment: reference.fragment)
        }
        let merged: String
        if reference.path.hasPrefix("/") {
            merged = reference.path
        } else {
            let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? "/"
            merged = folder + reference.path
        }
        return WebAddress(
            self, path: merged, query: reference.query, fragment: reference.fragment)
    }

    package var withoutFragment: WebAddress {
        WebAddress(self, user: user, password: password, fragment: nil)
    }

    package var withoutCredentials: WebAddress {
        WebAddress(self, user: nil, password: nil, fragment: fragment)
    }

    /// The same address with `suffix` put on the path, before any query.
    package func appendingToPath(_ suffix: String) -> WebAddress {
        WebAddress(self, path: path + suffix, query: query, fragment: nil)
    }

    package var origin: Origin {
        Origin(scheme: scheme, host: host, port: port ?? (scheme == "https" ? 443 : 80))
    }

    /// The last path component, percent-decoded once; nil when that is not UTF-8.
    package var lastPathComponent: String? {
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        return PercentEncoding.decode(String(path[(start ?? path.startIndex)...]))
    }

    /// What a request line carries: no credentials, no fragment. A query may be a signature, so this
    /// is nothing to print.
    package var requestText: String {
        var text = "\(scheme)://\(host)"
        if let port { text += ":\(port)" }
        text += path
        if let query { text += "?\(query)" }
        return text
    }

    /// With credentials, for those who connect by it; never for people.
    package var fullText: String {
        guard user != nil || password != nil else { return requestText }
        let login = user.map { PercentEncoding.encode($0) } ?? ""
        let secret = password.map { ":" + PercentEncoding.encode($0) } ?? ""
        return "\(scheme)://\(login)\(secret)@" + requestText.dropFirst(scheme.count + 3)
    }

    /// Safe to print and to keep: without credentials, and without the query, which may be a
    /// signature.
    package var description: String {
        let query = query.map { $0.utf8.count + 1 } ?? 0
        return String(requestText.dropLast(query))
    }

    /// Whether `description` leaves out what a request needs.
    package var hasSecret: Bool { user != nil || password != nil || query != nil }
}

/// What decides whether two addresses share credentials and policy (RFC 6454).
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    package let scheme: String
    package let host: String
    /// Always explicit here.
    package let port: UInt16

    package init(scheme: String, host: String, port: UInt16) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// `host`, with `:port` unless it is the scheme's default.
    package var hostAndPort: String {
        port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
    }

    package var description: String { "\(scheme)://\(hostAndPort)" }
}
