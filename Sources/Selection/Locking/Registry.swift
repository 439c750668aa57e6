import Primitives

/// The index that a lock has a package from, as far as it tells one index from another.
package struct Registry: Hashable, Sendable {
    /// nil: a directory, or whatever else no http(s) address leads to.
    private let address: WebAddress?

    /// - Parameter text: as the lock has it; a login in it does not count.
    package init(_ text: String) {
        address = WebAddress(text).map(Self.plain)
    }

    /// Whether pages of the index are this registry's own.
    func isServed(by index: WebAddress?) -> Bool {
        guard let address, let index = index.map(Self.plain) else { return false }
        return address.origin == index.origin && address.query == index.query
            && address.path.split(separator: "/") == index.path.split(separator: "/")
    }

    private static func plain(_ address: WebAddress) -> WebAddress {
        address.withoutCredentials.withoutFragment
    }
}
