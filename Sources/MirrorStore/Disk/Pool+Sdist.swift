import WheelArchive

extension Pool {
    /// The PKG-INFO inside a source distribution of the pool, as it stands there; of what release it
    /// is, is for its reader to see.
    /// - Returns: nil where the archive has none at its top.
    /// - Throws: `SourceArchiveError` or `WheelError` for a file that is no readable archive;
    ///   `StoreError`.
    package func packageInfo(sha256: String, filename: String) async throws -> [UInt8]? {
        try await archive(sha256, filename).packageInfo()
    }

    /// The pyproject.toml inside a source distribution of the pool.
    /// - Returns: nil where the archive has none at its top.
    /// - Throws: as `packageInfo`.
    package func buildConfiguration(sha256: String, filename: String) async throws -> [UInt8]? {
        try await archive(sha256, filename).buildConfiguration()
    }

    private func archive(_ sha256: String, _ filename: String) throws -> SourceArchive {
        let path = layout.object(sha256: sha256, filename: filename)
        return try SourceArchive(filename, source: FileSource(try disk.open(path)))
    }
}
