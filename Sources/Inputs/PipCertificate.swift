/// The `cert` of pip's settings.
package struct PipCertificate: Hashable, Sendable {
    /// Of a file or a directory, absolute.
    package let path: String
    /// The settings file that names it.
    package let settings: String

    package init(path: String, settings: String) {
        self.path = path
        self.settings = settings
    }
}
