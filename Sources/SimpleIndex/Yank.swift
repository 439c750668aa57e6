/// Whether a file was withdrawn by its authors, and the reason they gave (PEP 592).
package enum Yank: Hashable, Sendable {
    case no
    /// The reason is nil or not empty.
    case yes(reason: String?)

    /// - Parameter reason: an empty one counts as none.
    package static func withReason(_ reason: String?) -> Yank {
        .yes(reason: reason?.isEmpty == true ? nil : reason)
    }

    package var isYanked: Bool { self != .no }

    package var reason: String? {
        switch self {
        case .no: nil
        case .yes(let reason): reason
        }
    }
}
