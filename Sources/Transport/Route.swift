internal import Primitives

/// The way from the address asked for over its redirects, under the request's policy.
///
/// A class, because copies of a request would fill the frames of every function that waits.
final class Route {
    let request: Request
    private(set) var address: WebAddress
    /// Whether the next request is for the whole, whatever is there already.
    private(set) var asksForWhole = false
    private var refusedParts = 0
    private var visited: Set<WebAddress> = []

    private static let mostRedirects = 5

    init(_ request: Request) {
        self.request = request
        address = request.address
    }

    /// Back to the address asked for.
    func begin() throws(TransferError) {
        visited = []
        asksForWhole = refusedParts > 1
        address = request.address.withoutFragment
        guard request.policy.allowsScheme(of: address.origin) else {
            throw refused("http is not allowed for \(address.origin.hostAndPort)")
        }
    }

    /// The same address once more, without a range.
    func askForWhole() { asksForWhole = true }

    /// A server that was asked for a part wants to be left alone: which of both it minds will show.
    func noteRefusedPart() { refusedParts += 1 }

    /// - Parameter location: the header as received.
    func redirect(to location: String?) throws(TransferError) {
        guard let location else { throw refused("a redirect without Location") }
        guard let target = address.resolving(location)?.withoutFragment.withoutCredentials else {
            throw refused("a redirect to something else than an http address")
        }
        visited.insert(address)
        guard !visited.contains(target) else { throw refused("redirects in a circle") }
        guard visited.count <= Self.mostRedirects else {
            throw refused("more than \(Self.mostRedirects) redirects")
        }
        if let objection = objection(to: target.origin) {
            throw refused(objection.reason, hints: objection.hints)
        }
        address = target
    }

    /// Why a redirect may not lead to `target`, and what to do; nil: it may.
    private func objection(to target: Origin) -> (reason: String, hints: [String])? {
        let host = target.hostAndPort
        if target.scheme == "http", address.scheme == "https" {
            return ("a redirect from https to http, to \(host)", [])
        }
        if request.purpose == .page {
            guard !isOfPages(target) else { return nil }
            return (
                "a redirect of a page to another host, \(host)",
                [
                    "if pages may come from there, write page-hosts = [\"\(host)\"] into its "
                        + "[[index]]; a login page would be no index"
                ]
            )
        }
        guard !request.policy.allowsScheme(of: target) else { return nil }
        return (
            "a redirect to http, to \(host)",
            request.policy.home.scheme == "http"
                ? [
                    "if files may come from there, write file-hosts = [\"\(host)\"] into the [[index]]"
                ]
                : ["tell who runs the index: files have to come over https"]
        )
    }

    private func isOfPages(_ target: Origin) -> Bool {
        let host = target.hostAndPort
        return host == request.address.origin.hostAndPort
            || host == request.policy.home.hostAndPort || request.policy.pageHosts.contains(host)
    }

    func hop(_ proxies: ProxyEnvironment) -> Hop {
        let policy = request.policy
        let origin = address.origin
        let proxy = policy.proxy ?? proxies.proxy(for: origin)
        return Hop(
            address: address, tls: policy.tls(for: origin, through: proxy),
            credentials: login(at: origin) ?? policy.credentials(for: origin), proxy: proxy,
            exemption: policy.proxy == nil ? proxies.exemption(of: origin) : nil,
            headers: headers)
    }

    private func login(at origin: Origin) -> Credentials? {
        origin == request.address.origin ? request.login : nil
    }

    private var headers: [String] {
        var lines: [String] = []
        if let accept = request.accept { lines.append("Accept: \(accept)") }
        if let etag = request.known?.etag { lines.append("If-None-Match: \(etag)") }
        if let date = request.known?.lastModified { lines.append("If-Modified-Since: \(date)") }
        if request.purpose == .page { lines.append("Accept-Encoding: gzip") }
        if request.bypassesCaches { lines.append("Cache-Control: no-cache") }
        // A file is wanted as it is; some servers compress it unasked.
        if request.purpose == .file { lines.append("Accept-Encoding: identity") }
        return lines
    }

    /// The failure that an answer is by its status; nil where the server is well.
    func badAnswer(_ head: ResponseHead, through proxies: ProxyEnvironment) -> TransferError? {
        head.status >= 500 ? failure(of: head, through: proxies) : nil
    }

    /// What an answer means that is neither wanted nor a redirect.
    func failure(of head: ResponseHead, through proxies: ProxyEnvironment) -> TransferError {
        let status = head.status
        // Without TLS a proxy answers in the server's place, and nobody can tell the two apart.
        let proxy =
            address.scheme == "http"
            ? request.policy.proxy ?? proxies.proxy(for: address.origin) : nil
        let kind: TransferError.Kind =
            [401, 403, 407].contains(status) ? .auth(status: status) : .http(status: status)
        return TransferError(
            kind, request.address,
            reason: proxy.map { "the server, or the \($0) before it, answered \(status)" }
                ?? "the server answered \(status)",
            retryAfter: head.retryAfter)
    }

    private func refused(_ reason: String, hints: [String] = []) -> TransferError {
        TransferError(.redirect, request.address, reason: reason, hints: hints)
    }
}
