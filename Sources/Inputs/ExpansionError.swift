/// Why `~` or `${VAR}` cannot be filled in.
enum ExpansionError: Error, Hashable, CustomStringConvertible {
    case unset(String)
    case notAVariable(String)
    case openVariable
    case noHome
    case otherHome
    case empty
    case address

    var description: String {
        switch self {
        case .unset(let name): "the environment variable \(name) is not set"
        case .notAVariable(let name):
            // A password that begins like a variable is no name to be told.
            name.allSatisfy { $0.isLetter || $0.isNumber || "_-. ".contains($0) }
                ? "\"\(name)\" is not a variable's name" : "a ${...} holds no variable's name"
        case .openVariable: "a ${ is never closed"
        case .noHome: "~ cannot be expanded, since HOME is not set"
        case .otherHome: "~ stands for the own home directory only, before / or alone"
        case .empty: "it is empty"
        case .address: "it is an address, where the path of a file or folder belongs"
        }
    }
}
