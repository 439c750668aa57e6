import Primitives

/// What pip and uv are set up to by files and variables of their own, as far as it decides whom they
/// trust; the variables that name certificates for several programs are none of it.
package struct ToolSettings: Hashable, Sendable {
    package struct Tool: Hashable, Sendable {
        /// Why it does nothing at all: `it refuses its settings: ...`.
        package var refusal: String?
        /// The file of the client certificate that it shows; absolute.
        package var clientCertificate: String?
        /// Hosts whose certificates it does not look at.
        package var exceptions: [HostException] = []

        func excepts(_ origin: Origin?) -> Bool {
            guard let origin else { return false }
            return exceptions.contains { $0.covers(origin) }
        }
    }

    /// A bundle that a setting names.
    package struct Bundle: Hashable, Sendable {
        /// Absolute.
        package let path: String
        /// Of the setting: `/etc/pip.conf: cert`.
        package let name: String

        package init(path: String, name: String) {
            self.path = path
            self.name = name
        }
    }

    package var pip = Tool()
    package var uv = Tool()
    /// `cert` of pip's files.
    package var pipBundle: Bundle?
    /// Whether pip does without the system's store, as it did before 24.2.
    package var isPipLegacy = false
    /// What uv.toml says of the system's store; nil: nothing.
    package var uvTakesSystem: Bool?

    package init() {}
}
