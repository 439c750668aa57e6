import Primitives

/// A host that another program is told not to verify.
package struct HostException: Hashable, Sendable {
    /// nil: every host.
    private let host: String?
    /// nil: both.
    private let scheme: String?
    /// nil: each.
    private let port: UInt16?

    /// - Parameter entry: `host[:port]`, as pip reads it.
    /// - Returns: nil for what covers no host; to pip `*` is none.
    package init?(ofPip entry: String) {
        self.init(entry[...], scheme: nil)
    }

    /// - Parameter entry: `*` or `[scheme://]host[:port]`, as uv reads it.
    /// - Returns: nil for what uv refuses.
    package init?(ofUV entry: String) {
        guard entry != "*" else {
            self.init(host: nil, scheme: nil, port: nil)
            return
        }
        let scheme = ["https", "http"].first { entry.hasPrefix("\($0)://") }
        self.init(entry.dropFirst(scheme.map { $0.count + 3 } ?? 0), scheme: scheme)
    }

    private init?(_ text: Substring, scheme: String?) {
        let colon = text.firstIndex(of: ":")
        let number = colon.map { UInt16(text[text.index(after: $0)...]) }
        // A port that is none.
        if case .some(nil) = number { return nil }
        let name = text[..<(colon ?? text.endIndex)].prefix { $0 != "/" }
        self.init(host: name.lowercased(), scheme: scheme, port: number ?? nil)
    }

    private init(host: String?, scheme: String?, port: UInt16?) {
        self.host = host
        self.scheme = scheme
        self.port = port
    }

    func covers(_ origin: Origin) -> Bool {
        (host ?? origin.host) == origin.host && (scheme ?? origin.scheme) == origin.scheme
            && (port ?? origin.port) == origin.port
    }
}
