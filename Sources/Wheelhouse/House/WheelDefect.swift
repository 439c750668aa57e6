internal import MirrorStore
internal import PythonPackaging
internal import Selection
internal import WheelArchive

/// What keeps a wheel from being installed, whatever its hash says.
enum WheelDefect {
    /// - Parameters:
    ///   - path: where the file stands.
    ///   - isNew: whether the file has never been looked at: then each member is unpacked, which takes
    ///     many times as long as to hash the file.
    /// - Returns: a clause for people; nil where nothing is wrong, or the file is no wheel.
    static func find(
        in path: String, _ file: WantedFile, _ disk: any Disk, isNew: Bool = false
    ) async throws(StoreError) -> String? {
        try await inspect(path, file.filename, disk, unpacks: isNew).defect
    }

    /// - Returns: also which Python the wheel's own metadata asks for.
    static func inspect(
        _ path: String, _ filename: String, _ disk: any Disk, unpacks: Bool = false
    ) async throws(StoreError) -> (defect: String?, requiresPython: String?) {
        guard let name = try? WheelFilename(parsing: filename) else { return (nil, nil) }
        let file = try disk.open(path)
        do {
            let wheel = try await Wheel(name, source: FileSource(file))
            let metadata = try CoreMetadata(parsing: try await wheel.metadata())
            try metadata.require(name)
            _ = try ReleaseDependencies(metadata, of: ReleaseID(name.name, name.version))
            _ = try await wheel.format()
            _ = try wheel.archive.member(named: "\(wheel.distInfo)/RECORD")
            if unpacks { try await wheel.archive.verifyMembers() }
            return (nil, metadata.requiresPython)
        } catch let error as StoreError {
            throw error
        } catch {
            return (
                "\(filename) cannot be installed, though it is the file that is wanted: \(error)",
                nil
            )
        }
    }
}
