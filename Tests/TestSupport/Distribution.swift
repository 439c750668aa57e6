import Cryptography
import Primitives

/// A file that an index offers for download, with what its page says of it.
package struct Distribution: Sendable {
    package let project: String
    package let version: String
    package var filename: String
    package var bytes: [UInt8]
    /// The METADATA file of a wheel, the PKG-INFO of an sdist.
    package var metadata: [UInt8]
    package var requiresPython: String?

    package var sha256: String { Hashing.digest(bytes, .sha256).hex }
    package var metadataSHA256: String { Hashing.digest(metadata, .sha256).hex }
    package var isWheel: Bool { filename.hasSuffix(".whl") }

    /// Any bytes under any name, for what a well-meaning index would not serve.
    package init(project: String, version: String = "1.0", filename: String, bytes: [UInt8]) {
        self.project = project
        self.version = version
        self.filename = filename
        self.bytes = bytes
        metadata = []
        requiresPython = nil
    }

    init(_ maker: WheelMaker, filename: String, bytes: [UInt8]) {
        project = maker.name
        version = maker.version
        self.filename = filename
        self.bytes = bytes
        metadata = Array(maker.metadata.utf8)
        requiresPython = maker.requiresPython
    }
}
