/// How many releases of a project are taken.
package enum VersionChoice: Hashable, Sendable, CustomStringConvertible {
    /// The newest so many.
    case latest(Int)
    case all

    package var description: String {
        switch self {
        case .latest(1): "latest"
        case .latest(let count): "latest:\(count)"
        case .all: "all"
        }
    }
}
