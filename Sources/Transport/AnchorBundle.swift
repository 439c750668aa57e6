/// Anchors as libcurl takes them: PEM that is the whole of what is trusted.
package struct AnchorBundle: Hashable, Sendable {
    /// The file's path, or what names the bytes in memory.
    ///
    /// It has to be made of the content: libcurl compares the path of a file, not its bytes, before
    /// it reuses a connection or a cached store.
    package let name: String
    /// nil: they stand in the file.
    package let pem: [UInt8]?

    package init(file: String) {
        name = file
        pem = nil
    }

    /// For where no file is safe from others.
    /// - Parameter id: the same for the same bytes only.
    package init(pem: [UInt8], id: String) {
        name = id
        self.pem = pem
    }

    /// The bytes are those of the name, and too many to be looked at for each request.
    package static func == (one: AnchorBundle, other: AnchorBundle) -> Bool {
        one.name == other.name && (one.pem == nil) == (other.pem == nil)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
