import Glibc

/// The programs of this package, as they were built together with the tests.
package enum BuiltProducts {
    /// `WHEELBARROW_TEST_PRODUCTS`, else the directory that the test bundle itself is in.
    package static let directory: String = {
        if let directory = ProcessEnvironment.current["WHEELBARROW_TEST_PRODUCTS"] {
            return directory
        }
        let runner = CommandLine.arguments[0]
        let parts = runner.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast().joined(separator: "/")
    }()

    package static var wheelbarrow: String { "\(directory)/wheelbarrow" }
    package static var conformance: String { "\(directory)/conformance" }
}
