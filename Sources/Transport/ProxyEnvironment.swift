package import Primitives

/// The proxy variables of an environment, read as curl reads them (curl(1), "ENVIRONMENT").
package struct ProxyEnvironment: Hashable, Sendable {
    private let variables: [String: String]
    private let exceptions: ProxyExceptions

    /// - Parameter environment: variables that are empty count as unset.
    package init(_ environment: [String: String]) {
        let names = [
            "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
            "NO_PROXY",
        ]
        let found = names.compactMap { name in environment[name].map { (name, $0) } }
        variables = Dictionary(uniqueKeysWithValues: found.filter { !$0.1.isEmpty })
        exceptions = ProxyExceptions(variables["no_proxy"] ?? variables["NO_PROXY"] ?? "")
    }

    /// - Returns: nil where requests go straight to the origin.
    package func proxy(for origin: Origin) -> Proxy? {
        // Upper-case HTTP_PROXY can be set by a request's header in CGI programs ("httpoxy").
        let names = origin.scheme == "http" ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]
        for name in names + ["all_proxy", "ALL_PROXY"] {
            guard let address = variables[name] else { continue }
            return exceptions.contain(origin) ? nil : Proxy(address, source: name)
        }
        return nil
    }
}
