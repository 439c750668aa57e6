internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging

/// What a wheelhouse's own lists say of its files' hashes.
struct HouseRecords: Sendable {
    /// What `SHA256SUMS` says, by path relative to the list.
    private(set) var sha256: [String: Digest] = [:]
    /// What `pylock.toml` says, by file name; read only where somebody asks.
    private let lock: [String: Digest]
    /// What `requirements.lock.txt` says, by release.
    private let requirements: [String: Set<Digest>]

    /// Reads `SHA256SUMS` as `sha256sum` writes it; lines that are none count for nothing.
    /// - Parameter all: whether the other lists are read as well.
    init(_ directory: HouseDirectory, all: Bool = false) throws(StoreError) {
        let bytes = try directory.content(HouseDirectory.checksumFile) ?? []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard line.count > 66, let digest = Digest(.sha256, hex: String(line.prefix(64))),
                line.dropFirst(64).hasPrefix("  ")
            else { continue }
            sha256[String(line.dropFirst(66))] = digest
        }
        lock = all ? Self.locked(try directory.content(HouseDirectory.lockFile)) : [:]
        requirements =
            all ? Self.required(try directory.content(HouseDirectory.requirementsFile)) : [:]
    }

    /// Whether one of the lists has this hash for a file.
    /// - Returns: nil where none tells.
    func vouch(
        for path: String, _ filename: String, of release: (name: ProjectName, version: Version),
        _ digest: Digest
    ) -> Bool? {
        if let recorded = sha256[path] { return recorded == digest }
        if let locked = lock[filename] { return locked == digest }
        return requirements["\(release.name)==\(release.version)"].map { $0.contains(digest) }
    }

    private static func locked(_ bytes: [UInt8]?) -> [String: Digest] {
        guard let bytes, let lock = try? LockFileReader.read(bytes, path: "") else { return [:] }
        var locked: [String: Digest] = [:]
        for file in lock.packages.flatMap(\.files) {
            if let digest = file.hashes.first(where: { $0.algorithm == .sha256 }) {
                locked[file.filename] = digest
            }
        }
        return locked
    }

    private static func required(_ bytes: [UInt8]?) -> [String: Set<Digest>] {
        guard let bytes else { return [:] }
        var reader = RequirementFileReader(
            RequirementFileReference(location: "/list", path: "list"), environment: [:])
        reader.provide(bytes)
        var required: [String: Set<Digest>] = [:]
        for line in (try? reader.file())?.requirements ?? [] {
            guard let version = line.pin else { continue }
            required["\(line.requirement.name)==\(version)", default: []].formUnion(line.hashes)
        }
        return required
    }
}
