package import Cryptography

/// The anchor that a server's chain ended in.
package struct AnchorUse: Hashable, Sendable {
    /// `host[:port]`.
    package let host: String
    package let certificate: Certificate
}
