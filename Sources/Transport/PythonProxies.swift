package import Primitives

/// The proxy variables as requests reads them, and pip with it.
///
/// Source: `getproxies_environment` and `proxy_bypass_environment` of Python's urllib.request,
/// `should_bypass_proxies` of requests.
package struct PythonProxies {
    /// By the lower-case name of a variable: its value, and its name as it is set.
    private var variables: [String: (value: String, name: String)] = [:]
    /// What requests reads before it asks Python.
    private let exceptions: String

    package init(_ environment: [String: String]) {
        let set = environment.filter { $0.key.lowercased().hasSuffix("_proxy") }
        for (name, value) in set.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            variables[name.lowercased()] = (value, name)
        }
        for (name, value) in set where name.hasSuffix("_proxy") {
            variables[name.lowercased()] = value.isEmpty ? nil : (value, name)
        }
        exceptions =
            ["no_proxy", "NO_PROXY"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    }

    /// To an address that is asked over TLS.
    package func route(to address: WebAddress) -> ForeignRoute {
        guard let proxy = variables["https_proxy"] ?? variables["all_proxy"],
            !isExcepted(address), !isExceptedByPython(address.origin)
        else { return .straight }
        return ForeignRoute(through: proxy.value, source: proxy.name).withoutSOCKS
    }

    private func isExcepted(_ address: WebAddress) -> Bool {
        let host = ProxyExceptions.withoutBrackets(address.host)
        let entries = exceptions.filter { $0 != " " }.split(separator: ",").map(String.init)
        if let bytes = ProxyExceptions.bytes(of: host), bytes.count == 4 {
            return entries.contains { entry in
                guard entry.contains("/") else { return entry == host }
                return ProxyExceptions.block(entry, in: 1...32, holds: bytes)
            }
        }
        let names = [host] + (address.port.map { ["\(host):\($0)"] } ?? [])
        return entries.contains { entry in
            let name = String(entry.drop { $0 == "." })
            return names.contains { $0 == name || $0.hasSuffix("." + name) }
        }
    }

    private func isExceptedByPython(_ origin: Origin) -> Bool {
        guard let list = variables["no_proxy"]?.value else { return false }
        if list == "*" { return true }
        let host = ProxyExceptions.withoutBrackets(origin.host)
        return list.split(separator: ",").contains { entry in
            let name = Self.trimmed(entry).drop { $0 == "." }.lowercased()
            return !Self.trimmed(entry).isEmpty && (host == name || host.hasSuffix("." + name))
        }
    }

    private static func trimmed(_ entry: Substring) -> Substring {
        let start = entry.drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
