/// Where the project's own files are, found from this source file.
package enum Checkout {
    /// The directory of Package.swift.
    package static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()
}
