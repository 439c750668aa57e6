/// Which certificates a job, or one of its indexes, wants to trust (all paths absolute).
package struct TLSSettings: Hashable, Sendable {
    package var caFile: String?
    package var caDirectory: String?
    package var extraCAFile: String?
    package var minimumVersion = TLSVersion.v1_2
    /// Of `[tls]` alone: what the environment's trust variables do.
    package var environmentMode = EnvironmentMode.replace
    /// Of `[tls]` alone: whether one bad certificate in a bundle is an error.
    package var strictBundle = false
}

/// The oldest version of TLS that is spoken.
package enum TLSVersion: String, CaseIterable, Sendable {
    case v1_2 = "1.2"
    case v1_3 = "1.3"
}

/// What trust variables such as `SSL_CERT_FILE` do to the system's store.
package enum EnvironmentMode: String, CaseIterable, Sendable {
    case replace, add, ignore
}
