package import PythonPackaging

/// Writes the HTML form, byte for byte the same for the same facts.
package enum HTMLPageEncoder {
    /// - Parameter name: the project's; the page's own `name` does not show in this form.
    package static func projectPage(_ page: ProjectPage, name: ProjectName) -> [UInt8] { [] }

    /// Each name links to `NAME/`, relative to the page.
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
