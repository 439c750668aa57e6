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
