package import Primitives

/// What a request says to prove who asks (RFC 7617, RFC 6750).
package enum Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    case basic(user: String, password: String)
    case bearer(token: String)

    /// Never shows the secret.
    package var description: String {
        switch self {
        case .basic(let user, _): "basic credentials of \(user)"
        case .bearer: "a bearer token"
        }
    }

    /// nil: a token says who asks.
    var user: String? {
        if case .basic(let user, _) = self { user } else { nil }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The user information of an address; nil where it has none.
    package init?(userInfoOf address: WebAddress) {
        guard address.user != nil || address.password != nil else { return nil }
        self = .basic(user: address.user ?? "", password: address.password ?? "")
    }
}
