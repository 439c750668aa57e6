/// How a job logs in to an index; secrets stay in their files until a run needs them.
package enum IndexLogin: Hashable, Sendable {
    /// The URL's own credentials or netrc's, if there are any.
    case none
    /// HTTP Basic, the password being the file's first line.
    case password(user: String, file: String)
    /// HTTP Bearer, the token being the file's first line.
    case token(file: String)

    /// The secret's absolute path.
    package var file: String? {
        switch self {
        case .none: nil
        case .password(_, let file), .token(let file): file
        }
    }
}
