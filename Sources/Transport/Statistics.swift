/// What a client has done so far.
package struct Statistics: Hashable, Sendable {
    /// Sent, redirects and retries included.
    package var requests = 0
    package var retries = 0
    /// Answers 304.
    package var notModified = 0
    /// Of bodies, as they came over the wire.
    package var bytes: Int64 = 0

    package init() {}
}
