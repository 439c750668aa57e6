/// What trust variables such as `SSL_CERT_FILE` do to the system's store.
package enum EnvironmentMode: String, CaseIterable, Sendable {
    case replace, add, ignore
}
