/// A proxy and where it was named; prints without credentials.
package struct Proxy: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// As curl reads it: `[scheme://][user[:password]@]host[:port]`.
    let address: String
    /// The variable or setting that names it.
    package let source: String

    package init(_ address: String, source: String) {
        self.address = address
        self.source = source
    }

    var isHTTPS: Bool { address.lowercased().hasPrefix("https://") }

    var isSOCKS: Bool { address.lowercased().hasPrefix("socks") }

    /// Whether a variable names it, not a setting.
    var isOfEnvironment: Bool { source.lowercased().hasSuffix("_proxy") }

    var hasLogin: Bool { address.contains("@") }

    /// The address without scheme and credentials.
    var host: String {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        return String(rest)
    }

    /// `host:port (HTTPS_PROXY)`.
    package var place: String { "\(host) (\(source))" }

    package var description: String { "proxy \(place)" }

    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
