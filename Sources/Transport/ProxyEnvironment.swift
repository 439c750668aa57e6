package import Primitives

/// The proxy variables of an environment, read as curl reads them (curl(1), "ENVIRONMENT").
package struct ProxyEnvironment: Hashable, Sendable {
    private let variables: [String: String]
    private let exceptions: ProxyExceptions
    private let exceptionsName: String

    /// - Parameter environment: variables that are empty count as unset.
    package init(_ environment: [String: String]) {
        let names = [
            "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
            "NO_PROXY",
        ]
        let found = names.compactMap { name in environment[name].map { (name, $0) } }
        variables = Dictionary(uniqueKeysWithValues: found.filter { !$0.1.isEmpty })
        exceptionsName = variables["no_proxy"] == nil ? "NO_PROXY" : "no_proxy"
        exceptions = ProxyExceptions(variables[exceptionsName] ?? "")
    }

    /// - Returns: nil where requests go straight to the origin.
    package func proxy(for origin: Origin) -> Proxy? {
        exceptions.entry(for: origin) == nil ? candidate(for: origin) : nil
    }

    /// Why requests go straight to the origin though a proxy is named: the variable and its entry.
    /// - Returns: nil where they do not, or where no proxy is named.
    package func exemption(of origin: Origin) -> String? {
        guard candidate(for: origin) != nil else { return nil }
        return exceptions.entry(for: origin).map { "\(exceptionsName) (\($0))" }
    }

    /// Each exception that is read in another way than libcurl reads it, and how.
    package var notes: [String] { exceptions.notes.map { "\(exceptionsName): \($0)" } }

    /// What is set, a line each: the proxies without credentials, then the exceptions.
    package var lines: [String] {
        let proxies = [
            "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY",
        ].compactMap { name in variables[name].map { Proxy($0, source: name).description } }
        let list = variables[exceptionsName].map { ["\(exceptionsName)=\($0)"] } ?? []
        return proxies + list + notes
    }

    private func candidate(for origin: Origin) -> Proxy? {
        // Upper-case HTTP_PROXY can be set by a request's header in CGI programs ("httpoxy").
        let names = origin.scheme == "http" ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]
        return (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap { name in
            variables[name].map { Proxy($0, source: name) }
        }.first
    }
}
