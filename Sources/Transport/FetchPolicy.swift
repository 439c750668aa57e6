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
    /// For every request; nil: what the environment says.
    package var proxy: Proxy?

    /// - Parameter index: a declared http address is itself the permission to use http there;
    ///   its user information serves where `credentials` is nil.
    /// - Parameter proxy: as curl reads it: `[scheme://][user[:password]@]host[:port]`.
    package init(
        index: WebAddress, tls: TLSPolicy, foreignTLS: TLSPolicy? = nil,
        credentials: Credentials? = nil, netrc: Netrc = Netrc(), fileHosts: Set<String> = [],
        pageHosts: Set<String> = [], proxy: String? = nil
    ) {
        home = index.origin
        self.tls = tls
        self.foreignTLS = foreignTLS
        self.credentials = credentials ?? Credentials(userInfoOf: index)
        self.netrc = netrc
        self.fileHosts = Set(fileHosts.map(Self.normalized))
        self.pageHosts = Set(pageHosts.map(Self.normalized))
        self.proxy = proxy.map { Proxy($0, source: "proxy") }
    }

    private static func normalized(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(":443") ? String(lower.dropLast(4)) : lower
    }

    package func isHome(_ origin: Origin) -> Bool {
        origin == home || fileHosts.contains(origin.hostAndPort)
    }

    func tls(for origin: Origin) -> TLSPolicy { isHome(origin) ? tls : foreignTLS ?? tls }

    func credentials(for origin: Origin) -> Credentials? {
        guard isHome(origin) else { return nil }
        return credentials ?? netrc.credentials(for: origin.host)
    }

    /// https everywhere; http only where the index itself was declared http, at home.
    package func allowsScheme(of origin: Origin) -> Bool {
        origin.scheme == "https" || (home.scheme == "http" && isHome(origin))
    }
}
