import Glibc

/// A system call's failure, by its number.
package struct SystemCallError: Error, Hashable, CustomStringConvertible {
    package let errno: Int32
    /// What stands where a file belongs, with its article; nil: the number says all.
    private let obstacle: String?

    package init(errno: Int32, obstacle: String? = nil) {
        self.errno = errno
        self.obstacle = obstacle
    }

    /// `ENOENT`.
    package static let missing = SystemCallError(errno: ENOENT)

    /// The calling thread's last failure.
    static func last() -> SystemCallError { SystemCallError(errno: Glibc.errno) }

    /// The C library's words, beginning in lower case: `permission denied`.
    package var description: String {
        if let obstacle { return "it is \(obstacle)" }
        var text = [CChar](repeating: 0, count: 128)
        guard unsafe strerror_r(errno, &text, text.count) == 0 else { return "error \(errno)" }
        let words = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
