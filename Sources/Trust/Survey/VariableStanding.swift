import Primitives

/// A variable that speaks of trust, and what becomes of it here.
package struct VariableStanding: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        /// It decides, or is a part of what decides.
        case used(certificates: Int)
        /// To whatever decides.
        case added(certificates: Int)
        /// Something that goes before it decides.
        case shadowed(by: String, isSameContent: Bool)
        case ignored(reason: String)
        /// It names the client certificate of an index.
        case identity(index: String)
        /// It is for other programs.
        case notRead(reader: String)
        /// One of the places where the system store may be.
        case systemLocation(isUsed: Bool)
        /// Its path gives no certificate; when it decides, nothing works.
        case unusable(reason: String, isDecisive: Bool)
    }

    package let name: String
    /// Without what is secret in it.
    package let value: String
    package let standing: Standing

    init(name: String, value: String, standing: Standing) {
        self.name = name
        self.value = value.withoutSecrets
        self.standing = standing
    }

    /// `SSL_CERT_FILE=/etc/corp.pem`.
    package var label: String { "\(name)=\(value)" }
}

extension VariableStanding.Standing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .used(let count): "USED (base, \(Count(count, "certificate")))"
        case .added(let count): "ADDED (\(Count(count, "certificate")))"
        case .shadowed(let winner, true): "shadowed by \(winner), same content"
        case .shadowed(let winner, false): "shadowed by \(winner), other content"
        case .ignored(let reason): "ignored: \(reason)"
        case .identity(let index): "USED as the client certificate of index \"\(index)\""
        case .notRead(let reader): "not read, it is for \(reader)"
        case .systemLocation(true): "USED as the system store"
        case .systemLocation(false): "not used, another system store goes before it"
        case .unusable(let reason, true): "UNUSABLE: \(reason)"
        case .unusable(let reason, false): "unusable, though it does not decide: \(reason)"
        }
    }
}
