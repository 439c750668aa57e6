internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives

/// The directory of a wheelhouse, as it stands on the disk.
struct HouseDirectory: Sendable {
    /// Absolute.
    let root: String
    let layout: WheelhouseLayout
    let disk: any Disk

    init(_ root: String, _ layout: WheelhouseLayout, disk: any Disk = SystemDisk()) {
        var root = root[...]
        while root.count > 1, root.hasSuffix("/") { root = root.dropLast() }
        self.root = String(root)
        self.layout = layout
        self.disk = disk
    }

    // MARK: Names

    static let keyFile = "CACHE_KEY"
    static let requirementsFile = "requirements.lock.txt"
    static let lockFile = "pylock.toml"
    static let checksumFile = "SHA256SUMS"
    static let reportFile = "report.json"
    static let lists = [keyFile, requirementsFile, lockFile, checksumFile, reportFile]
    /// What is being written here; nobody takes such a name for a distribution's.
    private static let draft = (prefix: ".wheelbarrow-", suffix: ".part")

    var lockPath: String { path(".wheelbarrow.lock") }

    func path(_ relative: String) -> String { "\(root)/\(relative)" }

    func draftPath(_ name: String) -> String {
        path("\(Self.draft.prefix)\(name)\(Self.draft.suffix)")
    }

    // MARK: What stands here

    /// Files with the names of our lists, in a directory that no list says is a house.
    /// - Throws: what keeps them from being looked at.
    func foreignLists() throws(StoreError) -> [String] {
        let signs = [
            (Self.keyFile, CacheKey.format), (Self.lockFile, PylockListing.author),
            (Self.requirementsFile, RequirementsListing.opening),
        ]
        for (name, sign) in signs where try isSigned(name, sign) { return [] }
        var found: [String] = []
        for name in Self.lists where try disk.status(path(name)) != nil { found.append(name) }
        // A warm-up that fails leaves nothing else behind.
        if try isSigned(Self.reportFile, "\"wheelbarrow\": ") {
            found.removeAll { $0 == Self.reportFile }
        }
        return found
    }

    private func isSigned(_ list: String, _ sign: String) throws(StoreError) -> Bool {
        guard try disk.status(path(list))?.kind == .file else { return false }
        return String(decoding: try disk.read(path(list)), as: UTF8.self).contains(sign)
    }

    /// Whether a file stands there, as itself or by a link.
    /// - Throws: `inTheWay` for anything else, which nothing can be put in the place of.
    func holds(_ relative: String) throws(StoreError) -> Bool {
        let path = path(relative)
        switch try disk.status(path)?.kind {
        case nil: return false
        case .file?: return true
        case .link?:
            try checkLink(path)
            return true
        case let found?:
            throw StoreError(.inTheWay(found: found, wanted: .file), operation: "use", path: path)
        }
    }

    /// - Throws: `inTheWay` for a link that leads nowhere.
    private func checkLink(_ path: String) throws(StoreError) {
        do throws(StoreError) {
            _ = try disk.open(path)
        } catch {
            guard error.isMissing else { throw error }
            throw StoreError(
                .inTheWay(found: .link, wanted: .file), operation: "use", path: path,
                reason: "it leads nowhere")
        }
    }

    /// A whole file, read by all that its bytes are known by.
    struct Reading: Sendable {
        let size: Int64
        let digests: [Digest]

        var sha256: Digest? { digests.first { $0.algorithm == .sha256 } }
    }

    /// - Returns: nil where there is no file.
    func read(
        _ relative: String, _ algorithms: Set<HashAlgorithm>
    ) async throws(StoreError) -> Reading? {
        guard try holds(relative) else { return nil }
        let (disk, path) = (disk, path(relative))
        return try await DiskQueue.run { () throws(StoreError) in
            let stream = DigestStream(algorithms.union([.sha256]))
            let size = try disk.open(path).feed(stream)
            return Reading(size: size, digests: stream.finish())
        }
    }

    /// A small file; nil where there is none.
    func content(_ relative: String) throws(StoreError) -> [UInt8]? {
        try holds(relative) ? try disk.read(path(relative)) : nil
    }

    // MARK: Changes

    /// Puts a small file in its place, whole, unless it stands there already.
    func replace(_ relative: String, with bytes: [UInt8]) throws(StoreError) {
        if try content(relative) == bytes { return }
        try disk.rename(try draft(of: "list", bytes), to: path(relative))
    }

    /// Writes what is to be a small file.
    /// - Returns: where it stands so far.
    func draft(of name: String, _ bytes: [UInt8]) throws(StoreError) -> String {
        let draft = draftPath(name)
        do throws(StoreError) {
            try disk.write(bytes, to: draft, mode: MirrorLayout.sharedFile)
        } catch {
            try? disk.unlink(draft)
            throw error
        }
        return draft
    }

    func replace(_ relative: String, with text: String) throws(StoreError) {
        try replace(relative, with: Array(text.utf8))
    }

    /// Makes a directory and those above it that are missing.
    func createFolder(_ relative: String) throws(StoreError) {
        if try disk.status(path(relative)) != nil { return }
        try disk.createDirectories(path(relative), mode: MirrorLayout.sharedDirectory)
    }

    /// Moves a draft to its place, with the directories above it.
    func adopt(_ draft: String, as relative: String) throws(StoreError) {
        if let slash = relative.lastIndex(of: "/") { try createFolder(String(relative[..<slash])) }
        try disk.rename(draft, to: path(relative))
    }

    func remove(_ relative: String) throws(StoreError) {
        if try disk.status(path(relative)) != nil { try disk.unlink(path(relative)) }
    }

    /// Deletes what runs that were killed left half written.
    func sweep() throws(StoreError) {
        for name in try disk.list(root)
        where name.hasPrefix(Self.draft.prefix) && name.hasSuffix(Self.draft.suffix) {
            try disk.unlink(path(name))
        }
    }

    /// Whether nothing can be written here, so that nobody else changes it either.
    var isReadOnly: Bool {
        let probe = draftPath("probe")
        do throws(StoreError) {
            guard try disk.status(root)?.kind == .directory else { return false }
            try disk.write([], to: probe, mode: MirrorLayout.sharedFile)
            try disk.unlink(probe)
            return false
        } catch {
            return error.diskFailure == .cannotCreate
        }
    }

    func synchronize() async throws(StoreError) {
        let (disk, root) = (disk, root)
        try await DiskQueue.run { () throws(StoreError) in
            try disk.synchronizeFilesystem(of: root)
        }
    }
}
