/// Why it is not clear which certificates count; nothing is sent before that is settled.
package struct TrustError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case missing
        /// There, but it could not be read.
        case unreadable
        /// A directory for a file, a file for a directory, a pipe or a device for either.
        case wrongKind
        /// Read, and nothing in it can be trusted.
        case noCertificates
        /// Certificates in another wrapping, such as PKCS#7, to be converted first.
        case needsConversion
        /// A bad block under `strict-bundle`.
        case badBlock
        case noSystemStore
        /// Others could change what is kept there.
        case unsafeFolder
        /// The merged bundle could not be written; the only case that is not a configuration error.
        case notWritten
    }

    package let code: Code
    /// The variable, option or key that named the path: `SSL_CERT_FILE`; empty for the system, and
    /// for a file that was only to be looked at.
    package let source: String
    package let path: String
    /// `errno` where a system call failed, else 0.
    package let errno: Int32
    /// What is wrong with the path: `no such file or directory`.
    package let reason: String
    /// What to do about it, from the facts in hand, best first.
    package let hints: [String]

    init(
        _ code: Code, source: String = "", path: String, errno: Int32 = 0, reason: String,
        hints: [String] = []
    ) {
        self.code = code
        self.source = source
        self.path = path
        self.errno = errno
        self.reason = reason
        self.hints = hints
    }

    /// False for a failing disk, which is not the configuration's fault.
    package var isConfiguration: Bool { code != .notWritten }

    /// Whether a variable that other programs read too is at fault.
    package var isOfVariable: Bool {
        source != TrustVariables.deciding.first && TrustVariables.deciding.contains(source)
    }

    package var description: String {
        switch code {
        case .noSystemStore: "no certificate in the system store: \(reason)"
        case .unsafeFolder: "cannot keep certificates in \(path): \(reason)"
        case .notWritten: "could not write the trust bundle \(path): \(reason)"
        case _ where source.isEmpty: "cannot read \(path): \(reason)"
        default:
            "cannot trust \(path.isEmpty ? source : "\(source)=\(path)"): \(reason); nothing else is trusted in its place"
        }
    }
}
