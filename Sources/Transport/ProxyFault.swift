internal import Primitives

/// Why what a variable or a setting says is no proxy's address, told without it: it may hold a
/// password.
package struct ProxyFault: Hashable, Sendable {
    /// `https_proxy is no proxy's address`.
    package let reason: String
    package let hint: String

    package init(source: String, text: String) {
        reason =
            WebAddress.mayHoldLogin(text)
            ? "the login in \(source) cannot be told from its host"
            : "\(source) is no proxy's address"
        hint =
            WebAddress.advice(on: text)
            ?? "write it as http://proxy.example:3128, https://... or socks5h://..."
    }
}
