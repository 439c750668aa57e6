package import PythonPackaging
import WheelArchive

extension Pool {
    /// The METADATA inside a wheel of the pool, as it stands there: what an index serves beside the
    /// wheel (PEP 658).
    /// - Parameter isInstalled: whether WHEEL is asked, too, for a format that installers take.
    /// - Throws: `WheelError` for a file that is no readable wheel, or holds no METADATA;
    ///   `InvalidMetadata` for one that is of another project or version, or of another format;
    ///   `StoreError`.
    package func wheelMetadata(
        sha256: String, filename: String, as name: WheelFilename, isInstalled: Bool = false
    ) async throws -> [UInt8] {
        let wheel = try await wheel(sha256, filename, name)
        if isInstalled { _ = try await wheel.format() }
        let bytes = try await wheel.metadata()
        try CoreMetadata(parsing: bytes).require(name)
        return bytes
    }

    /// One member of a wheel of the pool.
    /// - Parameter member: from the top of the archive, as in `certifi/cacert.pem`.
    /// - Throws: `WheelError`, `StoreError`.
    package func content(
        of member: String, sha256: String, filename: String, as name: WheelFilename
    ) async throws -> [UInt8] {
        try await wheel(sha256, filename, name).content(named: member)
    }

    private func wheel(
        _ sha256: String, _ filename: String, _ name: WheelFilename
    ) async throws -> Wheel {
        let path = layout.object(sha256: sha256, filename: filename)
        return try await Wheel(name, source: FileSource(try disk.open(path)))
    }
}
