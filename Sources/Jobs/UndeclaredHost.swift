package import Primitives

/// A host that a lock or a requirement file names by http, and that no `[[index]]` declares.
package enum UndeclaredHost {
    /// A clause for people.
    package static func reason(_ address: WebAddress) -> String {
        "the lock has the file at \(address.origin), and no [[index]] allows http there"
    }

    package static func hint(_ address: WebAddress) -> String {
        "if files may come from there, write file-hosts = [\"\(address.origin.hostAndPort)\"] into an "
            + "[[index]] whose own url is http; else name the file at an https address"
    }
}
