/// What went wrong with an index, a project or a file; the raw value is what JSON carries.
package enum FailureKind: String, Sendable, CaseIterable {
    case notFound = "not_found"
    case noMatch = "no_match"
    case ambiguous
    case hashMismatch = "hash_mismatch"
    case sizeMismatch = "size_mismatch"
    case truncated
    /// An older page than the accepted one.
    case stale
    case noHash = "no_hash"
    case http
    case timeout
    case connect
    case dns
    case proxy
    case tlsTrust = "tls_trust"
    case tls
    case auth
    case redirect
    case notAnIndexPage = "not_an_index_page"
    case unsupportedVersion = "unsupported_version"
    case malformed
    case unsafeName = "unsafe_name"
    case replaced
    case shrunk
    case tooLarge = "too_large"
    case disk

    /// The exit code of a run in which nothing but this happened.
    package var exitCode: ExitCode {
        switch self {
        case .tlsTrust, .auth: .noperm
        case .hashMismatch, .sizeMismatch, .noHash, .unsafeName, .tooLarge, .ambiguous, .noMatch:
            .dataerr
        case .notAnIndexPage, .unsupportedVersion, .malformed, .redirect: .protocolError
        case .replaced, .shrunk: .guarded
        case .disk: .cantcreat
        case .notFound, .truncated, .stale, .http, .timeout, .connect, .dns, .proxy, .tls:
            .unavailable
        }
    }
}
