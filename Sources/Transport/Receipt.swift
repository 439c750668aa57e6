package import Primitives

/// What a finished download brought.
package struct Receipt: Sendable {
    /// Bytes of the whole file.
    package let size: Int64
    /// One for each algorithm of the sink, weakest first.
    package let digests: [Digest]
    package let validator: Validator
    /// Where the bytes came from, after redirects.
    package let address: WebAddress
}
