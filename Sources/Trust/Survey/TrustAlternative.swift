package import Cryptography

/// Something on this machine that could have decided which certificates count.
package struct TrustAlternative: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case system
        /// A variable, option or key that is set, or a variable that is not.
        case source(TrustSource.Origin)
        /// What decides now, joined with the system store.
        case environmentAdded
        /// What an index names for its own hosts alone.
        case index
        /// A set that somebody else trusts, such as certifi's.
        case bundle
    }

    package enum State: Hashable, Sendable {
        /// What it would make count, without the extra files.
        case certificates([Certificate])
        case unset
        case unusable(reason: String)
    }

    package let kind: Kind
    /// `system store`, `PIP_CERT=/etc/corp.pem`, `env-mode = "add"`.
    package let label: String
    package let state: State
    /// Of the one file that is all of it; nil otherwise.
    let path: String?

    init(_ kind: Kind, _ label: String, _ state: State, path: String? = nil) {
        self.kind = kind
        self.label = label
        self.state = state
        self.path = path
    }

    /// A set the caller knows of, such as the one a certifi wheel in the mirror brings.
    package init(label: String, bundle: [Certificate]) {
        self.init(.bundle, label, .certificates(bundle))
    }

    /// What an index names for its own hosts, where it is another one that is refused.
    /// - Parameter path: of the file, where it is one.
    package init(ofIndex name: String, _ source: LoadedSource, path: String?) {
        let label = source.origin == .extra ? "index \"\(name)\" \(source.label)" : source.label
        self.init(.index, label, .certificates(source.certificates), path: path)
    }

    package var certificates: [Certificate] {
        if case .certificates(let certificates) = state { certificates } else { [] }
    }
}
