/// Where everything of one mirror stands on disk.
package struct MirrorLayout: Hashable, Sendable {
    /// The mirror's directory, without a slash at its end.
    package let root: String

    package init(root: String) {
        var root = root[...]
        while root.count > 1, root.hasSuffix("/") { root = root.dropLast() }
        self.root = String(root)
    }

    /// What a web server serves.
    package var publicDirectory: String { root + "/public" }
    /// The link to the live generation; the only thing under `public` that ever changes.
    package var live: String { publicDirectory + "/simple" }
    package var generations: String { publicDirectory + "/.generations" }
    package var pages: String { publicDirectory + "/.pages" }
    package var files: String { publicDirectory + "/files" }
    package var catalog: String { root + "/state.sqlite" }
    /// Unfinished downloads.
    package var partial: String { root + "/partial" }
    package var runs: String { root + "/runs" }
    package var lastRun: String { runs + "/last-run.json" }
    /// What may be deleted at any time.
    package var cache: String { root + "/cache" }
    package var trash: String { root + "/trash" }
    /// Where pages and links are made before they are moved to their place.
    var draft: String { partial + "/draft" }
    package var airgap: String { root + "/airgap" }
    package var lock: String { root + "/lock" }

    /// The directory of a generation, its number in six digits or more.
    package func generation(_ number: Int) -> String {
        generations + "/" + Self.generationName(number)
    }

    package static func generationName(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The folder that holds both forms of one project page.
    package func page(_ digest: String) -> String { root + "/" + Self.page(digest) }

    /// The same, relative to the mirror.
    package static func page(_ digest: String) -> String {
        "public/.pages/\(digest.prefix(2))/\(digest)"
    }

    /// A file of the pool.
    package func object(sha256: String, filename: String) -> String {
        root + "/" + Self.object(sha256: sha256, filename: filename)
    }

    /// The same, relative to the mirror.
    package static func object(sha256: String, filename: String) -> String {
        "public/files/\(objectFolder(sha256))/\(filename)"
    }

    /// `ab/cd/<sha256>`, below `files`.
    static func objectFolder(_ sha256: String) -> String {
        "\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256)"
    }

    /// Makes the mirror's directories where they are missing, with their modes.
    ///
    /// What is served or read by other users is 0755, the rest 0700.
    /// - Throws: `linkedFolder`, `inTheWay`, or `severalFilesystems` when a part stands on another
    ///   file system than the root.
    package func prepare(on disk: any Disk) throws(StoreError) {
        try requireFolders(on: disk)
        try disk.createDirectories(root, mode: Self.sharedDirectory)
        for path in [publicDirectory, generations, pages, files, runs] {
            try disk.createDirectory(path, mode: Self.sharedDirectory)
        }
        for path in [partial, cache, trash] {
            try disk.createDirectory(path, mode: Self.privateDirectory)
        }
        // With the dot the root counts as what it leads to, where it is a link itself.
        let device = try disk.status(root + "/.")?.device
        for path in [publicDirectory, generations, pages, files, partial, trash] {
            guard try disk.status(path)?.device == device else {
                throw StoreError(.severalFilesystems, operation: "use", path: path)
            }
        }
    }

    /// Looks at the folders that exist: a link would lead what is written out of the mirror.
    /// - Throws: `linkedFolder`, or `inTheWay` where something else stands in a folder's place, or a
    ///   folder in that of the live link.
    package func requireFolders(on disk: any Disk) throws(StoreError) {
        try requireRoot(on: disk)
        let fixed = [
            publicDirectory, generations, pages, files, runs, partial, cache, trash, airgap,
        ]
        for path in fixed { try requireFolder(path, on: disk) }
        for parent in [files, pages, generations] {
            // Others than those of the layout are none of its business.
            for name in try disk.list(parent) where name.count == 2 || Int(name) != nil {
                let path = "\(parent)/\(name)"
                if try disk.status(path)?.kind == .link {
                    throw StoreError(.linkedFolder, operation: "use", path: path)
                }
            }
        }
        if try disk.status(live)?.kind == .directory {
            throw StoreError(
                .inTheWay(found: .directory, wanted: .link), operation: "use", path: live)
        }
    }

    /// Looks whether something stands where the mirror, or a folder above it, has to be made.
    private func requireRoot(on disk: any Disk) throws(StoreError) {
        var path = root
        while try disk.status(path + "/.") == nil {
            if let found = try disk.status(path)?.kind {
                throw StoreError(
                    .inTheWay(found: found, wanted: .directory), operation: "create", path: path)
            }
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
            path = String(path[..<slash])
        }
    }

    private func requireFolder(_ path: String, on disk: any Disk) throws(StoreError) {
        switch try disk.status(path)?.kind {
        case nil, .directory?: return
        case .link?: throw StoreError(.linkedFolder, operation: "use", path: path)
        case let found?:
            throw StoreError(
                .inTheWay(found: found, wanted: .directory), operation: "use", path: path)
        }
    }

    package static let sharedDirectory: UInt32 = 0o755
    package static let privateDirectory: UInt32 = 0o700
    package static let sharedFile: UInt32 = 0o644
    package static let privateFile: UInt32 = 0o600
}
