internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex

/// What a wheelhouse's own lists say of its files' hashes.
struct HouseRecords: Sendable {
    private let layout: WheelhouseLayout
    /// What the pages of an index tree list of the wanted files, by file name.
    private var listed: [String: (path: String, sha256: Digest)] = [:]
    /// What `SHA256SUMS` says, by path relative to the list.
    private(set) var sha256: [String: Digest] = [:]
    /// What `pylock.toml` says, by file name; read only where somebody asks.
    private let lock: [String: (path: String, sha256: Digest)]
    /// What `requirements.lock.txt` says.
    private let requirements: [RequirementLine]

    /// Reads `SHA256SUMS` as `sha256sum` writes it; lines that are none count for nothing.
    /// - Parameter all: whether the other lists are read as well.
    init(_ directory: HouseDirectory, all: Bool = false) throws(StoreError) {
        layout = directory.layout
        let bytes = try directory.content(HouseDirectory.checksumFile) ?? []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard line.count > 66, let digest = Digest(.sha256, hex: String(line.prefix(64))),
                line.dropFirst(64).hasPrefix("  ")
            else { continue }
            sha256[String(line.dropFirst(66))] = digest
        }
        lock = all ? Self.locked(try directory.content(HouseDirectory.lockFile)) : [:]
        requirements =
            all ? Self.required(try directory.content(HouseDirectory.requirementsFile)) : []
    }

    /// Reads what the pages of an index tree list of these files.
    mutating func read(_ index: HouseIndex, of files: [WantedFile]) throws(StoreError) {
        let names = Set(files.map(\.filename))
        for project in Set(files.map(\.project)) {
            for entry in try index.entries(of: project) where names.contains(entry.facts.filename) {
                guard let sha256 = entry.sha256 else { continue }
                listed[entry.facts.filename] = (entry.path, sha256)
                if self.sha256[entry.path] == nil { self.sha256[entry.path] = sha256 }
            }
        }
    }

    /// Where a file stands, or is to stand.
    /// - Parameter sha256: of its bytes; nil where nobody knows it yet.
    /// - Returns: nil where only the bytes can tell.
    func place(of file: WantedFile, sha256: Digest?) -> String? {
        if layout == .index, file.upstreamPlace == nil, let listed = listed[file.filename],
            listed.sha256 == sha256
        {
            return listed.path
        }
        return file.place(in: layout, sha256: sha256)
    }

    /// What a page lists under the file's name instead of these bytes.
    func rival(of file: WantedFile, sha256: Digest?) -> (path: String, sha256: Digest)? {
        guard let sha256, let listed = listed[file.filename], listed.sha256 != sha256 else {
            return nil
        }
        return listed
    }

    /// Whether one of the lists has this hash for a file.
    /// - Returns: nil where none tells.
    func vouch(
        for path: String, _ filename: String, of release: (name: ProjectName, version: Version),
        _ digest: Digest
    ) -> Bool? {
        if let recorded = sha256[path] { return recorded == digest }
        if let locked = lock[filename] { return locked.sha256 == digest }
        let lines = lines(of: release)
        return lines.isEmpty ? nil : lines.contains { $0.hashes.contains(digest) }
    }

    /// What the lists say that stands here, by path.
    var named: [String: Digest] {
        sha256.merging(lock.values.map { ($0.path, $0.sha256) }) { sum, _ in sum }
    }

    /// Whether somebody who installs by the lists takes a release for a target.
    /// - Returns: nil where they do not say: something may be built with it.
    func installs(_ release: (name: ProjectName, version: Version), for target: Target) -> Bool? {
        let lines = lines(of: release)
        guard !lines.isEmpty else { return nil }
        return lines.contains { line in
            guard let marker = line.requirement.marker else { return true }
            return (try? marker.evaluate(target.environment)) ?? true
        }
    }

    private func lines(of release: (name: ProjectName, version: Version)) -> [RequirementLine] {
        requirements.filter { $0.requirement.name == release.name && $0.pin == release.version }
    }

    private static func locked(_ bytes: [UInt8]?) -> [String: (path: String, sha256: Digest)] {
        guard let bytes, let lock = try? LockFileReader.read(bytes, path: "") else { return [:] }
        var locked: [String: (path: String, sha256: Digest)] = [:]
        for file in lock.packages.flatMap(\.files) {
            if let digest = file.hashes.first(where: { $0.algorithm == .sha256 }) {
                locked[file.filename] = (file.path ?? file.filename, digest)
            }
        }
        return locked
    }

    private static func required(_ bytes: [UInt8]?) -> [RequirementLine] {
        guard let bytes else { return [] }
        var reader = RequirementFileReader(
            RequirementFileReference(location: "/list", path: "list"), environment: [:])
        reader.provide(bytes)
        return (try? reader.file())?.requirements ?? []
    }
}
