import Glibc

/// A file operation of a test that the system refused.
package struct DiskError: Error, CustomStringConvertible {
    package let operation: String
    package let path: String
    package let reason: String

    /// - Parameter reason: left out, what errno(3) says.
    package init(operation: String, path: String, reason: String? = nil) {
        let code = errno
        self.operation = operation
        self.path = path
        self.reason = unsafe reason ?? String(cString: strerror(code))
    }

    package var description: String { "could not \(operation) \(path): \(reason)" }
}
