/// The files of a client certificate; prints without the pass phrase.
package struct ClientIdentityFiles: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// PEM: the certificate, then what leads to its root.
    package var certificate: String
    /// PEM; nil: the key stands in the certificate's file.
    package var key: String?
    /// Of the key; empty where it is not encrypted.
    package var passphrase: String

    package init(certificate: String, key: String? = nil, passphrase: String = "") {
        self.certificate = certificate
        self.key = key
        self.passphrase = passphrase
    }

    package var description: String {
        key.map { "\(certificate) with key \($0)" } ?? certificate
    }

    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
