package import Primitives

/// A proxy and where it was named; prints without credentials.
package struct Proxy: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let address: ProxyAddress
    /// The variable or setting that names it.
    package let source: String

    package init(_ address: ProxyAddress, source: String) {
        self.address = address
        self.source = source
    }

    /// - Returns: nil for what is no proxy's address.
    package init?(_ text: String, source: String) {
        guard let address = ProxyAddress(text) else { return nil }
        self.init(address, source: source)
    }

    /// As it is written.
    var scheme: String { address.scheme.rawValue }

    package var isHTTPS: Bool { address.scheme == .https }

    var isSOCKS: Bool { address.scheme != .http && !isHTTPS }

    /// Whether a variable names it, not a setting.
    var isOfEnvironment: Bool {
        ["http_proxy", "https_proxy", "all_proxy"].contains(source.lowercased())
    }

    var hasLogin: Bool { address.hasLogin }

    /// `host:port`.
    package var host: String { address.place }

    /// `host:port (HTTPS_PROXY)`.
    package var place: String { "\(host) (\(source))" }

    package var description: String { "proxy \(place)" }

    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
