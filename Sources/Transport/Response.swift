package import Primitives

/// A whole answer, 200 or 304.
package struct Response: Sendable {
    package let status: Int
    /// Where the answer came from, after redirects.
    package let address: WebAddress
    package let contentType: String?
    package let validator: Validator
    /// Counts the changes of what answered (`X-PyPI-Last-Serial`).
    package let serial: Int64?
    /// Decompressed; empty for 304.
    package let body: [UInt8]

    package var isNotModified: Bool { status == 304 }
}
