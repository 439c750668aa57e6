internal import Cryptography
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Selection
internal import WheelArchive

/// What a stored wheel's METADATA says.
struct WheelNotes: Sendable {
    /// Of the METADATA that stands beside the wheel; nil where none does.
    private(set) var sha256: Digest?
    let requiresPython: String?
    let needs: ReleaseDependencies

    /// Reads the METADATA of each wheel, which was found to be good.
    /// - Parameter places: whether in an index tree it is put beside the wheel (PEP 658).
    /// - Returns: by path; source distributions have none.
    static func read(
        _ files: [StoredFile], _ directory: HouseDirectory, places: Bool
    ) async throws -> [String: WheelNotes] {
        var notes: [String: WheelNotes] = [:]
        for file in files {
            guard let wheel = try? WheelFilename(parsing: file.wanted.filename) else { continue }
            notes[file.path] = try await WheelNotes(file, wheel, directory, places)
        }
        return notes
    }

    private init(
        _ file: StoredFile, _ wheel: WheelFilename, _ directory: HouseDirectory, _ places: Bool
    ) async throws {
        let source = try FileSource(try directory.disk.open(directory.path(file.path)))
        let bytes = try await Wheel(wheel, source: source).metadata()
        let metadata = try CoreMetadata(parsing: bytes)
        requiresPython = metadata.requiresPython
        needs = try ReleaseDependencies(
            metadata, of: ReleaseID(file.wanted.project, file.wanted.version))
        guard places, directory.layout == .index else { return }
        try directory.replace(file.path + ".metadata", with: bytes)
        sha256 = Hashing.digest(bytes, .sha256)
    }
}
