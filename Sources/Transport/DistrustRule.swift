package import Primitives

/// An anchor that still counts, but not for certificates from after a day.
package struct DistrustRule: Hashable, Sendable {
    /// SHA-256 of the anchor's DER.
    package let anchor: Digest
    /// A server's certificate that is valid from a later moment on is refused.
    package let after: Instant

    package init(anchor: Digest, after: Instant) {
        self.anchor = anchor
        self.after = after
    }
}
