import Glibc

/// A system call's failure, by its number.
package struct SystemCallError: Error, Hashable, CustomStringConvertible {
    package let errno: Int32

    package init(errno: Int32) { self.errno = errno }

    /// `ENOENT`.
    package static let missing = SystemCallError(errno: ENOENT)

    /// The calling thread's last failure.
    static func last() -> SystemCallError { SystemCallError(errno: Glibc.errno) }

    /// The C library's words, beginning in lower case: `permission denied`.
    package var description: String {
        var text = [CChar](repeating: 0, count: 128)
        guard unsafe strerror_r(errno, &text, text.count) == 0 else { return "error \(errno)" }
        let words = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
