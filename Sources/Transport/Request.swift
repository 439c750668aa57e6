package import Primitives

/// A GET of one resource under an index's policy.
package struct Request: Sendable {
    /// Rules of redirects and compression differ: pages stay with their host, files may move.
    package enum Purpose: Hashable, Sendable { case page, file }

    /// Without credentials.
    package var address: WebAddress
    /// What a link to a file says itself, for the place where it leads; nil: the policy's count.
    let login: Credentials?
    package var policy: FetchPolicy
    package var purpose: Purpose
    /// The `Accept` header; nil: any.
    package var accept: String?
    /// What is already known: the server may answer 304.
    package var known: Validator?
    /// Whether caches on the way are to ask the origin (RFC 9111 5.2.1.4).
    package var bypassesCaches = false
    /// Bytes, after decompression, beyond which a body held in memory is refused.
    package var bodyLimit: Int64

    package init(
        _ address: WebAddress, policy: FetchPolicy, purpose: Purpose = .page,
        accept: String? = nil, known: Validator? = nil, bodyLimit: Int64 = 64 << 20
    ) {
        self.address = address.withoutCredentials
        login = purpose == .file ? Credentials(userInfoOf: address) : nil
        self.policy = policy
        self.purpose = purpose
        self.accept = accept
        self.known = known
        self.bodyLimit = bodyLimit
    }

    /// The same, whatever is known.
    var unconditional: Request {
        var request = self
        request.known = nil
        return request
    }
}
