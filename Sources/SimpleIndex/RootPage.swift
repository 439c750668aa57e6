/// The list of an index's projects.
package struct RootPage: Hashable, Sendable {
    package var apiVersion: APIVersion
    /// As shown, trimmed; each is valid, and no two have the same normal form.
    package var names: [String]

    package init(apiVersion: APIVersion = .assumed, names: [String] = []) {
        self.apiVersion = apiVersion
        self.names = names
    }
}
