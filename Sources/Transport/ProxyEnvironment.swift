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
        return exceptions.entry(for: origin).map { "\(exceptionsName) (\($0.withoutSecrets))" }
    }

    /// Each exception that is read in another way than libcurl reads it, and how.
    package var notes: [String] { exceptions.notes.map { "\(exceptionsName): \($0)" } }

    /// The variable that names the proxy for a scheme, where what it says is no proxy's address.
    /// - Returns: nil also where every host is excepted.
    package func fault(for scheme: String) -> ProxyFault? {
        guard !exceptions.areEverything, let (name, text) = named(for: scheme),
            ProxyAddress(text) == nil
        else { return nil }
        return ProxyFault(source: name, text: text)
    }

    /// What is set, a line each: the proxies without credentials, then the exceptions.
    package var lines: [String] {
        let proxies = [
            "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY",
        ].compactMap { name in
            variables[name].map { text in
                Proxy(text, source: name)?.description
                    ?? ProxyFault(source: name, text: text).reason
            }
        }
        let list =
            variables[exceptionsName].map { ["\(exceptionsName)=\($0.withoutSecrets)"] } ?? []
        return proxies + list + notes
    }

    private func candidate(for origin: Origin) -> Proxy? {
        named(for: origin.scheme).flatMap { Proxy($0.text, source: $0.name) }
    }

    private func named(for scheme: String) -> (name: String, text: String)? {
        // Upper-case HTTP_PROXY can be set by a request's header in CGI programs ("httpoxy").
        let names = scheme == "http" ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]
        return (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap { name in
            variables[name].map { (name, $0) }
        }.first
    }
}
