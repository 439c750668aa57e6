package import PythonPackaging

/// Writes the JSON form, byte for byte the same for the same facts.
package enum JSONPageEncoder {
    /// - Parameter name: the project's, written in its normal form.
    package static func projectPage(_ page: ProjectPage, name: ProjectName) -> [UInt8] { [] }

    package static func rootPage(names: some Sequence<ProjectName>) -> [UInt8] {
        var page: [UInt8] = []
        rootPage(names: names) { page += $0 }
        return page
    }

    /// The same bytes handed out in pieces, so that a page of any length takes little memory.
    package static func rootPage<E: Error>(
        names: some Sequence<ProjectName>, write: ([UInt8]) throws(E) -> Void
    ) throws(E) {}
}
