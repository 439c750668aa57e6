package import Primitives

/// The proxies of uv, as the client in it reads them: the variables, or what uv.toml names in their
/// place.
///
/// Source: `client::proxy::matcher` of hyper-util, and what uv 0.13 does.
package struct UVProxies {
    /// nil: requests go straight to the host.
    private let proxy: (text: String, source: String)?
    private let exceptions: [Substring]

    package init(_ environment: [String: String]) {
        func first(_ names: [String]) -> (text: String, source: String)? {
            // One that is set and empty hides the other spelling.
            names.lazy.compactMap { name in environment[name].map { ($0, name) } }.first
        }
        let named = ["HTTPS_PROXY", "ALL_PROXY"].compactMap { first([$0, $0.lowercased()]) }
        // To hide what a header of a request to a CGI program may have set.
        proxy = environment["REQUEST_METHOD"] == nil ? named.first { !$0.text.isEmpty } : nil
        exceptions = Self.entries(first(["NO_PROXY", "no_proxy"])?.text ?? "")
    }

    /// - Parameters:
    ///   - proxy: of a settings file, for addresses asked over TLS.
    ///   - exceptions: of such a file.
    package init(proxy: (text: String, source: String)?, exceptions: [String]) {
        self.proxy = proxy
        self.exceptions = exceptions.flatMap(Self.entries)
    }

    private static func entries(_ list: String) -> [Substring] {
        list.split(separator: ",").compactMap { entry in
            let start = entry.drop(while: \.isWhitespace)
            return start.lastIndex { !$0.isWhitespace }.map { start[...$0] }
        }
    }

    /// To an address that is asked over TLS.
    package func route(to address: WebAddress) -> ForeignRoute {
        guard let proxy, !isExcepted(ProxyExceptions.withoutBrackets(address.host)) else {
            return .straight
        }
        return ForeignRoute(through: proxy.text, source: proxy.source)
    }

    private func isExcepted(_ host: String) -> Bool {
        if let bytes = ProxyExceptions.bytes(of: host) {
            return exceptions.contains {
                ProxyExceptions.block(String($0), in: 0...bytes.count * 8, holds: bytes)
            }
        }
        return exceptions.contains { entry in
            let name = entry.lowercased()
            return name == "*" || host == name || ".\(host)" == name
                || host.hasSuffix(name.hasPrefix(".") ? name : "." + name)
        }
    }
}
