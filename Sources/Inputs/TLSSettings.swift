/// Which certificates a job, or one of its indexes, wants to trust (all paths absolute).
package struct TLSSettings: Hashable, Sendable {
    package var caFile: String?
    package var caDirectory: String?
    package var extraCAFile: String?
    /// What https proxies are held against; nil: what the origins are.
    package var proxyCAFile: String?
    package var minimumVersion = TLSVersion.v1_2

    // MARK: Of [tls] alone

    /// What the environment's trust variables do; nil: they replace, but for what conda set.
    package var environmentMode: EnvironmentMode?
    /// Whether one bad certificate in a bundle is an error.
    package var strictBundle = false
    package var audit = AuditMode.off
    /// A CCADB report or a bundle that the system's store is held against.
    package var auditReference: String?

    // MARK: Of [[index]] alone

    package var check = ServerCheck.chain
    /// `sha256//` and the base 64 of a SubjectPublicKeyInfo's SHA-256, as curl writes pins.
    package var pinnedPublicKeys: [String] = []
    package var clientCertificate: ClientCertificateFiles?
    package var proxyClientCertificate: ClientCertificateFiles?
    package var crlFile: String?
    package var stapling = StaplingMode.off
    /// `host[:port]`, without port 443: connections there are not verified.
    package var insecureHosts: [String] = []
    /// As `insecureHosts`, of https proxies.
    package var insecureProxies: [String] = []

    package init() {}
}

/// What proves that a server is the right one.
package enum ServerCheck: String, CaseIterable, Sendable {
    /// Its certificate chain, and its pinned key besides where there is one.
    case chain
    /// Its pinned key alone.
    case pin
}

/// Whether a server has to staple an OCSP response to its certificate (RFC 6066 8).
package enum StaplingMode: String, CaseIterable, Sendable {
    case off, require
}

/// What a run does about roots that the audit's reference does not hold, or distrusts.
package enum AuditMode: String, CaseIterable, Sendable {
    case off
    /// Tells them.
    case warn
    /// Refuses what chains to a root after the day from which the reference distrusts it.
    case deny
}

/// The files of a client certificate (absolute paths).
package struct ClientCertificateFiles: Hashable, Sendable {
    /// PEM: the certificate, then what its issuer's chain needs.
    package var certificate: String
    /// nil: the key stands in `certificate`.
    package var key: String?
    /// Its first line is the key's pass phrase.
    package var keyPasswordFile: String?
    /// The setting of another program that names them; nil: the job's own keys do.
    package var source: String?

    package init(certificate: String, key: String? = nil, keyPasswordFile: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.keyPasswordFile = keyPasswordFile
    }
}
