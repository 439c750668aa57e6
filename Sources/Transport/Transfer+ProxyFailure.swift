internal import CCurl
internal import Primitives

// What went wrong before a proxy had opened the way to the origin.
extension Transfer {
    /// - Returns: nil where the way was open, or where there is no proxy.
    func proxyFailure(_ code: CURLcode, _ said: String, _ asked: WebAddress) -> TransferError? {
        guard let proxy = hop.proxy else { return nil }
        let status = facts.connectStatus
        if status >= 300 { return proxyRefusal(status, by: proxy, asked) }
        // A tunnel that an earlier transfer opened has no status here.
        let isThrough = facts.hasSent || status >= 200 || (proxy.isSOCKS && code.isOfTLS)
        guard !isThrough else { return nil }
        if proxy.isHTTPS, let error = tlsFailure(code, said, isProxy: true, asked) { return error }
        let reason =
            switch code {
            case CURLE_COULDNT_RESOLVE_PROXY: "the name of \(proxy) could not be resolved"
            case CURLE_COULDNT_CONNECT: "\(proxy) could not be reached"
            case CURLE_OPERATION_TIMEDOUT: "\(proxy) did not answer in time"
            default: "\(proxy) failed: \(said)"
            }
        var hints = [exemption(from: proxy)]
        if proxy.isHTTPS {
            hints.insert(
                "a proxy that is reached without TLS is written http://\(proxy.host)", at: 0)
        } else if code.isBrokenOff || code == CURLE_WEIRD_SERVER_REPLY
            || code == CURLE_UNSUPPORTED_PROTOCOL
        {
            hints.insert(
                "a proxy that is reached over TLS is written https://\(proxy.host)", at: 0)
        }
        return TransferError(.proxy, asked, reason: reason, hints: hints)
    }

    /// - Parameter status: of the proxy's own answer.
    func proxyRefusal(_ status: Int, by proxy: Proxy, _ asked: WebAddress) -> TransferError {
        let isFinal = [403, 407].contains(status)
        let hint =
            switch status {
            case 407 where facts.proxyLogins.areForeign:
                "this program logs in to proxies by Basic only: put a program that logs in for others"
                    + " on this machine, and name that as the proxy"
            case 300..<400:
                "it sends people to a page first, such as a login: open any address through it in"
                    + " a browser on this machine, or \(exemption(from: proxy))"
            case 407 where proxy.hasLogin:
                "check the user and the password in \(proxy.source)"
            case 401, 407:
                "write the proxy's login into \(proxy.source): \(proxy.scheme)://USER:PASSWORD@\(proxy.host)"
            case 403:
                "ask who runs the proxy to let \(hop.address.origin.hostAndPort) through"
            default: exemption(from: proxy)
            }
        let wanted =
            status == 407 && facts.proxyLogins.areForeign
            ? " and takes only \(facts.proxyLogins)" : ""
        return TransferError(
            isFinal ? .auth(status: status) : .proxy, asked,
            reason: "\(proxy) answered \(status)\(wanted)", hints: [hint])
    }

    private func exemption(from proxy: Proxy) -> String {
        "check \(proxy.isOfEnvironment ? proxy.source : "the index's proxy"), or exempt \(hop.address.host) from it"
            + (proxy.isOfEnvironment ? " with no_proxy" : "")
    }
}
