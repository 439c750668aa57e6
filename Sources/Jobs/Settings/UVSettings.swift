internal import Inputs
internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// The uv.toml files that uv would read: the user's, then the system's.
struct UVSettings {
    struct Default {
        let url: String
        let name: String?
        let path: String
    }

    private var files: [(path: String, content: UVConfiguration)] = []

    /// - Throws: `Refusal` 78 naming the file or variable that uv refuses.
    init(_ environment: [String: String]) throws(Refusal) {
        for path in try Self.paths(environment) {
            guard let bytes = try Self.read(path, environment["UV_CONFIG_FILE"]) else { continue }
            do {
                files.append((path, try UVConfiguration(bytes, path: path)))
            } catch {
                throw Refusal(refusedBy: "uv", error)
            }
        }
    }

    private static func paths(_ environment: [String: String]) throws(Refusal) -> [String] {
        let wish = environment["UV_NO_CONFIG"] ?? ""
        guard let isRefused = wish.isEmpty ? false : truth(of: wish) else {
            throw Refusal(
                .config, "UV_NO_CONFIG wants true or false, not \"\(wish.withoutSecrets)\"")
        }
        if isRefused { return [] }
        if let file = environment["UV_CONFIG_FILE"], !file.isEmpty { return [file] }
        let users = UserFolders(environment)
        let system = users.systemConfiguration.map { $0 + "/uv/uv.toml" } + ["/etc/uv/uv.toml"]
        return users.configuration.map { $0 + "/uv/uv.toml" }
            + system.filter { TextFile.kind(of: $0) != nil }.prefix(1)
    }

    /// What uv takes for true or false in a variable; nil: it refuses it.
    private static func truth(of text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "true", "t", "yes", "y", "on": true
        case "0", "false", "f", "no", "n", "off": false
        default: nil
        }
    }

    /// - Parameter named: the file that a variable names, which has to be there.
    /// - Returns: nil where nothing is.
    private static func read(_ path: String, _ named: String?) throws(Refusal) -> [UInt8]? {
        do {
            return try TextFile.bytes(path, limit: 1 << 20)
        } catch {
            if error.isMissing, path != named { return nil }
            throw Refusal(
                .config, "uv could not use its settings: \(error.description.withoutSecrets)",
                hints: ["mend the file, or write url in the job"], path: path.withoutSecrets)
        }
    }

    /// What uv asks where nothing else has a package.
    var defaultIndex: Default? {
        for (path, content) in files {
            guard let index = content.indexes.first(where: \.isDefault) else { continue }
            return Default(url: index.url, name: index.name, path: path)
        }
        return files.lazy.compactMap { file in
            file.content.indexURL.map { Default(url: $0, name: nil, path: file.path) }
        }.first
    }

    /// What uv would ask its index with.
    func companions(_ environment: [String: String], at address: WebAddress?) -> IndexCompanions {
        var companions = IndexCompanions()
        companions.proxy = address.flatMap { proxy(for: $0.origin) }
        if let hosts = environment["UV_INSECURE_HOST"], !hosts.isEmpty {
            companions.trustedHosts.append(NamedSetting(value: hosts, source: "UV_INSECURE_HOST"))
        }
        companions.trustedHosts += files.filter { !$0.content.insecureHosts.isEmpty }.map { file in
            NamedSetting(
                value: file.content.insecureHosts.joined(separator: " "), source: file.path,
                key: "allow-insecure-host")
        }
        return companions
    }

    /// What bears on whom uv trusts.
    func addTrust(to tools: inout ToolSettings, _ surroundings: Surroundings) {
        let wishes = files.map { $0.content.trustsSystem }
        tools.uvTakesSystem =
            (wishes.map { $0.current } + wishes.map { $0.older }).compactMap(\.self).first
        let environment = surroundings.environment
        tools.uv.clientCertificate = environment["SSL_CLIENT_CERT"].flatMap { path in
            path.isEmpty ? nil : surroundings.absolute(path)
        }
        let named = environment["UV_INSECURE_HOST"] ?? ""
        let hosts =
            named.split(whereSeparator: \.isWhitespace).map(String.init)
            + files.flatMap { $0.content.insecureHosts }
        tools.uv.exceptions = hosts.compactMap { HostException(ofUV: $0) }
        if !hosts.allSatisfy(UVConfiguration.isInsecureHost) {
            tools.uv.refusal = "it refuses UV_INSECURE_HOST, a port of which is no number"
        }
        for name in ["UV_SYSTEM_CERTS", "UV_NATIVE_TLS"] {
            guard let wish = environment[name], Self.truth(of: wish) == nil else { continue }
            tools.uv.refusal = "it refuses \(name), which wants true or false"
        }
    }

    /// The way that uv takes to an address over TLS: what its files name stands in the place of the
    /// variables, also where it is for plain addresses alone.
    func route(to address: WebAddress, _ environment: [String: String]) -> ForeignRoute {
        let proxies = files.map { (path: $0.path, named: $0.content.proxies) }
        guard proxies.contains(where: { $0.named.plain != nil || $0.named.secure != nil }) else {
            return UVProxies(environment).route(to: address)
        }
        let secure = proxies.lazy.compactMap { path, named in
            named.secure.map { (text: $0, source: "\(path): https-proxy") }
        }.first
        let exceptions = files.lazy.map(\.content.proxyExceptions).first { !$0.isEmpty } ?? []
        return UVProxies(proxy: secure, exceptions: exceptions).route(to: address)
    }

    private func proxy(for origin: Origin) -> NamedSetting? {
        let exceptions = files.first { !$0.content.proxyExceptions.isEmpty }?.content
            .proxyExceptions
        let key = origin.scheme == "http" ? "http-proxy" : "https-proxy"
        let found = files.lazy.compactMap { file in
            let proxies = file.content.proxies
            return (origin.scheme == "http" ? proxies.plain : proxies.secure).map {
                NamedSetting(value: $0, source: file.path, key: key)
            }
        }.first
        let isExempt = ProxyEnvironment([
            "all_proxy": "proxy.invalid", "no_proxy": exceptions?.joined(separator: ",") ?? "",
        ]).exemption(of: origin)
        return isExempt == nil ? found : nil
    }

    /// - Parameters:
    ///   - url: the default index; nil: none is set.
    ///   - name: the default index's; another one of that name does not count.
    /// - Throws: `Refusal` 78 naming what would let uv ask another index first, or none at all.
    func requireFirst(
        _ url: String?, name: String?, _ environment: [String: String]
    ) throws(Refusal) {
        for variable in ["UV_INDEX", "UV_EXTRA_INDEX_URL"] {
            let words = environment[variable]?.split(whereSeparator: \.isWhitespace) ?? []
            if words.contains(where: { $0 != url ?? "" }) {
                throw Self.otherFirst("\(variable) names an index that uv asks first")
            }
        }
        for (path, content) in files {
            if content.isOffline { throw Self.otherFirst("\(path) lets uv ask no index at all") }
            let others = content.indexes.filter { index in
                !index.isDefault && !index.isExplicit && index.url != url
                    && (index.name == nil || index.name != name)
            }
            if !others.isEmpty || content.extraURLs.contains(where: { $0 != url }) {
                throw Self.otherFirst("\(path) names an index that uv asks first")
            }
            if url == content.indexes.first(where: { $0.isDefault && $0.isExplicit })?.url,
                url != nil
            {
                throw Self.otherFirst("\(path) lets uv ask its default index for nothing unbound")
            }
        }
    }

    private static func otherFirst(_ what: String) -> Refusal {
        Refusal(
            .config, "\(what), so no index of this machine can stand in for a job's url",
            hints: ["write each index with its url as an [[index]] of the job"])
    }
}

extension Refusal {
    init(refusedBy tool: String, _ error: InvalidInput) {
        let first = error.problems.first?.description ?? ""
        self.init(
            .config, "\(tool) refuses its settings: \(first)",
            hints: ["mend the file, or write url in the job"])
    }
}
