/// The way that another program takes to an address.
package enum ForeignRoute: Hashable, Sendable, CustomStringConvertible {
    case straight
    case proxy(Proxy)
    /// Nobody has tried what it makes of its variables.
    case unknown

    /// - Parameter text: of a proxy's address.
    package init(through text: String, source: String) {
        self = Proxy(text, source: source).map(Self.proxy) ?? .unknown
    }

    /// Whether it is the way of a connection.
    /// - Parameter proxy: nil for a way without one.
    package func isThat(through proxy: Proxy?) -> Bool {
        switch self {
        case .straight: proxy == nil
        case .proxy(let own): own.address == proxy?.address
        case .unknown: false
        }
    }

    /// `goes straight to the host`.
    package var description: String {
        switch self {
        case .straight: "goes straight to the host"
        case .proxy(let proxy): "goes through the \(proxy)"
        case .unknown: "goes a way of its own"
        }
    }

    /// That of Python without extras, which knows no SOCKS.
    package var withoutSOCKS: ForeignRoute {
        if case .proxy(let proxy) = self, proxy.isSOCKS { .unknown } else { self }
    }
}
