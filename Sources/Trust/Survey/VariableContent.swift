import Cryptography

/// What a variable that names certificates gives a program.
enum VariableContent: Hashable, Sendable {
    enum Reader: Hashable, Sendable, CaseIterable {
        /// OpenSSL and what stands on it, such as Python: of directories it takes hash names alone.
        case openssl
        /// rustls-native-certs: every file of a directory.
        case uv
        /// This program.
        case own
    }

    case certificates([Certificate])
    /// Its path is not there, or not of any use.
    case unusable
    /// Nobody has tried how it is read.
    case unknown

    var certificates: [Certificate] {
        if case .certificates(let certificates) = self { certificates } else { [] }
    }
}
