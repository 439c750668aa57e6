/// The list of an index's projects.
package struct RootPage: Hashable, Sendable {
    package var apiVersion: APIVersion
    /// As shown, trimmed; each is valid, and no two have the same normal form.
    package var names: [String]

    /// Whether an HTML page carried `pypi:repository-version`; true for JSON. An empty list without
    /// that sign may be an error page.
    package var metaSeen: Bool

    package init(
        apiVersion: APIVersion = .assumed, names: [String] = [], metaSeen: Bool = true
    ) {
        self.apiVersion = apiVersion
        self.names = names
        self.metaSeen = metaSeen
    }
}
