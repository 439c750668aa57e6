package import Primitives

/// How the requests of one index are made: whom they trust, what they prove, where they may lead.
///
/// The index's own origin and its file hosts are *home*: they get the index's trust and
/// credentials. Any other host gets `foreignTLS` and no credentials.
package struct FetchPolicy: Hashable, Sendable {
    /// The index's; credentials never leave it but for `fileHosts`.
    package let home: Origin
    package var tls: TLSPolicy
    /// For hosts that are not home; nil: `tls`.
    package var foreignTLS: TLSPolicy?
    /// nil: what the netrc file says.
    package var credentials: Credentials?
    package var netrc: Netrc
    /// `host[:port]`, without a default port.
    package var fileHosts: Set<String>
    /// `host[:port]`, without a default port.
    package var pageHosts: Set<String>
    /// `host[:port]`, without port 443: whatever these show is taken.
    package var insecureHosts: Set<String> {
        didSet { insecureHosts = Set(insecureHosts.map(Self.normalized)) }
    }
    /// As `insecureHosts`, of https proxies.
    package var proxyInsecureHosts: Set<String> {
        didSet { proxyInsecureHosts = Set(proxyInsecureHosts.map(Self.normalized)) }
    }
    /// For every request; nil: what the environment says.
    package var proxy: Proxy?

    /// - Parameter index: a declared http address is itself the permission to use http there;
    ///   its user information serves where `credentials` is nil.
    package init(
        index: WebAddress, tls: TLSPolicy, foreignTLS: TLSPolicy? = nil,
        credentials: Credentials? = nil, netrc: Netrc = Netrc(), fileHosts: Set<String> = [],
        pageHosts: Set<String> = [], insecureHosts: Set<String> = [],
        proxyInsecureHosts: Set<String> = [], proxy: Proxy? = nil
    ) {
        home = index.origin
        self.tls = tls
        self.foreignTLS = foreignTLS
        self.credentials = credentials ?? Credentials(userInfoOf: index)
        self.netrc = netrc
        self.fileHosts = Set(fileHosts.map(Self.normalized))
        self.pageHosts = Set(pageHosts.map(Self.normalized))
        self.insecureHosts = Set(insecureHosts.map(Self.normalized))
        self.proxyInsecureHosts = Set(proxyInsecureHosts.map(Self.normalized))
        self.proxy = proxy
    }

    private static func normalized(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(":443") ? String(lower.dropLast(4)) : lower
    }

    package func isHome(_ origin: Origin) -> Bool {
        origin == home || fileHosts.contains(origin.hostAndPort)
    }

    /// - Parameter proxy: the one before the origin.
    func tls(for origin: Origin, through proxy: Proxy? = nil) -> TLSPolicy {
        var tls = isHome(origin) ? tls : abroad
        if insecureHosts.contains(origin.hostAndPort) { tls.serverCheck = .none }
        if let proxy, proxyInsecureHosts.contains(Self.normalized(proxy.host)) {
            tls.proxyCheck = .none
        }
        return tls
    }

    /// For hosts that are not home: they are shown no client certificate, and are not held to what
    /// only the index's own servers can show.
    private var abroad: TLSPolicy {
        var abroad = foreignTLS ?? tls
        if foreignTLS == nil {
            abroad.serverCheck = .chain
            abroad.pinnedPublicKeys = []
        }
        abroad.clientIdentity = nil
        // The proxy is the same one, wherever requests go.
        abroad.proxyClientIdentity = abroad.proxyClientIdentity ?? tls.proxyClientIdentity
        return abroad
    }

    func credentials(for origin: Origin) -> Credentials? {
        guard isHome(origin) else { return nil }
        switch credentials {
        // An address that names a user alone leaves the password to the netrc file.
        case .basic(let user, let password)? where password.isEmpty && !user.isEmpty:
            return netrc.credentials(for: origin.host, user: user) ?? credentials
        case let credentials?: return credentials
        case nil: return netrc.credentials(for: origin.host)
        }
    }

    /// https everywhere; http only where the index itself was declared http, at home.
    package func allowsScheme(of origin: Origin) -> Bool {
        origin.scheme == "https" || (home.scheme == "http" && isHome(origin))
    }
}
