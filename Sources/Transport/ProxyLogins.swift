/// The ways in which a proxy takes a login, as bits of libcurl (CURLINFO_PROXYAUTH_AVAIL(3)).
struct ProxyLogins: OptionSet, Hashable, CustomStringConvertible {
    let rawValue: Int

    static let basic = ProxyLogins(rawValue: 1)
    private static let digest = ProxyLogins(rawValue: 1 << 1)
    private static let negotiate = ProxyLogins(rawValue: 1 << 2)
    private static let ntlm = ProxyLogins(rawValue: 1 << 3)

    /// Whether none of them is what a user and a password in its address are sent by.
    var areForeign: Bool { !isEmpty && !contains(.basic) }

    /// `Negotiate or NTLM logins`.
    var description: String {
        let known: [(ProxyLogins, String)] = [
            (.negotiate, "Negotiate"), (.ntlm, "NTLM"), (.digest, "Digest"),
        ]
        let found = known.filter { contains($0.0) }.map(\.1)
        return found.isEmpty
            ? "logins of another kind" : "\(found.joined(separator: " or ")) logins"
    }
}
