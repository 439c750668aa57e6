/// How many releases of a project are taken.
package enum VersionChoice: Hashable, Sendable, CustomStringConvertible {
    /// The newest so many.
    case latest(Int)
    case all

    /// How many releases are kept at most; nil: all.
    var limit: Int? {
        switch self {
        case .latest(let count): count
        case .all: nil
        }
    }

    package var description: String {
        switch self {
        case .latest(1): "latest"
        case .latest(let count): "latest:\(count)"
        case .all: "all"
        }
    }
}
