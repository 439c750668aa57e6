internal import PythonPackaging
internal import Selection

extension ReleaseDependencies {
    /// Those of a source distribution that only a build could tell.
    static let unknown = ReleaseDependencies(requirements: [], isFinal: false)

    /// What the PKG-INFO of a source distribution says, so far as it counts: where no build can
    /// change it any more (core metadata, "Dynamic"); else they are unknown.
    ///
    /// - Throws: `InvalidMetadata`, `UnusableMetadata`.
    init(packageInfo bytes: [UInt8], of release: ReleaseID) throws {
        let found = try ReleaseDependencies(
            CoreMetadata(parsing: bytes), of: release, isSdist: true)
        self = found.isFinal ? found : .unknown
    }
}
