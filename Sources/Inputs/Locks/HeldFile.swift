package import Primitives
package import PythonPackaging

/// A file that stands in a wheelhouse, as the lists beside it tell of it.
package struct HeldFile: Hashable, Sendable {
    package let name: ProjectName
    package let version: Version
    package let filename: String
    /// Where the file stands, relative to the lists; in a flat wheelhouse its name.
    package let path: String
    package let sha256: Digest
    /// In bytes.
    package let size: Int64
    /// The names of the targets that install it; empty for what is only needed to build others.
    package let targets: Set<String>

    package init(
        name: ProjectName, version: Version, filename: String, path: String? = nil, sha256: Digest,
        size: Int64, targets: Set<String>
    ) {
        self.name = name
        self.version = version
        self.filename = filename
        self.path = path ?? filename
        self.sha256 = sha256
        self.size = size
        self.targets = targets
    }

    var isWheel: Bool { filename.hasSuffix(".whl") }
}
