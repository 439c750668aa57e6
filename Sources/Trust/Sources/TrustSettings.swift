/// What the command line, the job and one of its indexes say about trust.
///
/// Paths are absolute or relative to the working directory; an empty one counts as not given.
package struct TrustSettings: Hashable, Sendable {
    /// What becomes of the variables that other programs read too (PIP_CERT, SSL_CERT_FILE, ...).
    package enum EnvMode: String, CaseIterable, Sendable {
        /// They stand in for the system store.
        case replace
        /// They are added to the system store.
        case add
        case ignore
    }

    /// The index these settings are for; nil for the job's own policy.
    package var indexName: String?
    package var indexCAFile: String?
    package var indexCADir: String?
    package var indexExtraCAFiles: [String] = []
    /// `cert` of pip's settings, and the file that says so; counts beside the variables, if any.
    package var pipCAFile: String?
    package var pipSettings = ""
    /// `proxy-ca-file`: set for the policy of https proxies alone, where it decides.
    package var proxyCAFile: String?
    /// `--ca-file`.
    package var globalCAFile: String?
    package var jobCAFile: String?
    package var jobCADir: String?
    /// Added to whatever else is trusted.
    package var extraCAFiles: [String] = []
    /// nil: they replace, but for what conda set.
    package var envMode: EnvMode?
    /// A block that cannot be read is an error, not a warning.
    package var strictBundle = false

    package init() {}
}
