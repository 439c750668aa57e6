package import Primitives

/// Why a transfer gave up.
package struct TransferError: Error, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case http(status: Int)
        /// 401, 403 or, from a proxy, 407; nil: over a client certificate.
        case auth(status: Int?)
        case timeout
        case connect
        case dns
        case proxy
        indirect case tlsTrust(TrustFailure)
        case tls
        case redirect
        /// The connection broke off within a body.
        case truncated
        /// Not an HTTP answer, or not an address.
        case malformed
        case tooLarge(limit: Int64)
        case sizeMismatch(expected: Int64, actual: Int64)
        case disk(errno: CInt)
        /// The task was cancelled, or the client shut down.
        case cancelled
    }

    package let kind: Kind
    /// The address asked for first, without credentials.
    package let address: WebAddress
    /// What went wrong, as a clause: `timed out`, `the server answered 503`.
    package let reason: String
    package let hints: [String]
    /// What is wrong with the server that was asked, or with the proxy that leads there, as it follows
    /// "could not be fetched": the same for each resource that fails so.
    package private(set) var cause: String
    /// Requests for this resource, redirects not counted; 0: none was sent.
    package var attempts: Int
    /// Since the first attempt began.
    package var elapsed: Duration
    /// How long the server asked to be left alone.
    package let retryAfter: Duration?
    /// Whether nothing was sent because the same host had failed others before.
    package private(set) var isSkipped = false
    /// What a failed download left in its sink, to go on from at the next call.
    package var present: PartialContent?

    init(
        _ kind: Kind, _ address: WebAddress, reason: String, hints: [String] = [],
        retryAfter: Duration? = nil
    ) {
        self.kind = kind
        self.address = address.withoutCredentials
        self.reason = reason
        self.hints = hints
        let place = kind == .proxy ? "" : " from \(address.origin.hostAndPort)"
        cause = "\(place): \(reason)"
        self.retryAfter = retryAfter
        attempts = 0
        elapsed = .zero
        present = nil
        if case .tlsTrust(let failure) = kind { isSkipped = failure.isRepeated }
    }

    /// The same, where the wait for another attempt was cut short.
    var cancelled: TransferError {
        var error = TransferError(.cancelled, address, reason: "cancelled, after: \(reason)")
        error.attempts = attempts
        error.elapsed = elapsed
        return error
    }

    /// One sentence, without credentials.
    package var description: String {
        var text = "could not fetch \(address): \(reason)"
        if attempts > 1 { text += " after \(attempts) attempts in \(Self.format(elapsed))" }
        return text
    }

    /// The same reason for another address that needs the same origin; nothing was sent.
    /// - Parameter state: of the origin, such as `is down`.
    func skipped(for address: WebAddress, as origin: Origin, _ state: String) -> TransferError {
        var error = TransferError(
            kind, address, reason: "skipped, \(origin.hostAndPort) \(state): \(reason)",
            hints: hints)
        error.isSkipped = true
        error.cause = cause
        return error
    }

    private static func format(_ duration: Duration) -> String {
        let tenths = Int64((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension TransferError.Kind {
    /// Whether another attempt may end differently.
    package var isRetryable: Bool {
        switch self {
        case .dns, .connect, .timeout, .truncated, .proxy: true
        case .http(let status): status == 408 || status == 429 || status >= 500
        default: false
        }
    }

    /// Whether the server would not serve this very request (RFC 9110 15.5).
    package var isRefusal: Bool {
        switch self {
        case .http(let status): (400..<500).contains(status) && !isRetryable
        case .auth(let status): status == 401 || status == 403
        default: false
        }
    }

    /// As failures are named in reports.
    package var name: String {
        switch self {
        case .http: "http"
        case .auth: "auth"
        case .timeout: "timeout"
        case .connect: "connect"
        case .dns: "dns"
        case .proxy: "proxy"
        case .tlsTrust: "tls_trust"
        case .tls: "tls"
        case .redirect: "redirect"
        case .truncated: "truncated"
        case .malformed: "malformed"
        case .tooLarge: "too_large"
        case .sizeMismatch: "size_mismatch"
        case .disk: "disk"
        case .cancelled: "cancelled"
        }
    }
}
