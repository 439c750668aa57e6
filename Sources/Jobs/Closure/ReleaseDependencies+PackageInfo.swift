internal import PythonPackaging
internal import Selection

extension ReleaseDependencies {
    /// Those of a source distribution that only a build could tell.
    static let unknown = ReleaseDependencies(requirements: [], isFinal: false)

    /// What the PKG-INFO of a source distribution says, so far as it counts: where no build can
    /// change it any more, or can only add to it (core metadata, "Dynamic"); else they are unknown.
    ///
    /// - Throws: `InvalidMetadata`, `UnusableMetadata`.
    init(packageInfo bytes: [UInt8], of release: ReleaseID) throws {
        // Installers have it written anew by the build, so that a stray byte harms nobody.
        let text = String(decoding: bytes, as: UTF8.self)
        let metadata = try CoreMetadata(parsing: Array(text.utf8))
        let found = try ReleaseDependencies(metadata, of: release, isSdist: true)
        self = found.isFinal || metadata.isLowerBound ? found : .unknown
    }
}
