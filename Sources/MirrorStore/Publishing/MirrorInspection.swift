import Primitives
package import PythonPackaging

/// Looks at what the mirror should hold and notes in the catalog what is missing or has another
/// size, so that the run restores it: by `lstat(2)` alone, no file is read.
package struct MirrorInspection: Sendable {
    private let catalog: Catalog
    private let layout: MirrorLayout
    private let disk: any Disk
    /// Files and page folders that are looked at in one run; the next one goes on behind them.
    private let limit: Int

    package init(
        catalog: Catalog, layout: MirrorLayout, disk: any Disk = SystemDisk(),
        limit: Int = 1_000_000
    ) {
        self.catalog = catalog
        self.layout = layout
        self.disk = disk
        self.limit = limit
    }

    /// - Parameters:
    ///   - jobs: whose files are looked at; pages are those of all.
    ///   - isOver: asked now and then whether to end early.
    /// - Returns: how many things have to be restored.
    /// - Throws: `linkedFolder` where a folder of pool or pages is a link.
    package func perform(
        jobs: [String], isOver: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> Int {
        let findings = try await DiskQueue.run { () throws(StoreError) in
            var folders = KnownFolders(disk: disk)
            let files = try inspectFiles(of: jobs, &folders, isOver)
            let pages = try inspectPages(&folders, isOver)
            return (files, pages)
        }
        if catalog.mode == .write {
            var turns: [String: String?] = [:]
            for (key, turn) in [(Self.filesKey, findings.0.turn), (Self.pagesKey, findings.1.turn)]
            where try catalog.setting(key) != turn {
                turns[key] = turn
            }
            if !turns.isEmpty { try await catalog.set(turns) }
        }
        return findings.0.losses + findings.1.losses
    }

    private struct Findings: Sendable {
        var losses = 0
        /// Where the next run goes on; nil where all was looked at.
        var turn: String?
    }

    private static let filesKey = "inspected-files"
    private static let pagesKey = "inspected-pages"
    private static let batch = 500

    // MARK: - Pool

    private func inspectFiles(
        of jobs: [String], _ folders: inout KnownFolders, _ isOver: () -> Bool
    ) throws(StoreError) -> Findings {
        var findings = Findings()
        var left = limit
        let beginning = try catalog.setting(Self.filesKey).flatMap(Self.position)
        var last = beginning
        var hasWrapped = beginning == nil
        while left > 0, !isOver() {
            let files = try catalog.poolFiles(
                selectedBy: jobs, after: last, limit: min(Self.batch, left))
            for file in files {
                if let beginning, hasWrapped, Self.isBehind(file, beginning) { return findings }
                left -= 1
                if try !isWhole(file, &folders) {
                    try catalog.stage(lost: file)
                    findings.losses += 1
                }
            }
            last = files.last
            if last == nil {
                if hasWrapped { return findings }
                hasWrapped = true
            }
        }
        findings.turn = last.map { "\($0.sha256)/\($0.filename)" }
        return findings
    }

    private static func position(_ text: String) -> PoolFile? {
        guard let slash = text.firstIndex(of: "/") else { return nil }
        return PoolFile(
            sha256: String(text[..<slash]), filename: String(text[text.index(after: slash)...]),
            size: 0, addedAt: Instant(seconds: 0))
    }

    /// Looks at what a job takes for the first time and another one has brought.
    package func perform(
        _ files: [SelectedFile], newFor job: String, of project: ProjectName
    ) throws(StoreError) {
        var folders = KnownFolders(disk: disk)
        for file in files {
            guard let sha256 = file.sha256,
                let present = try catalog.poolFile(sha256: sha256, filename: file.filename),
                try !catalog.isSelected(present, by: job, of: project),
                try !isWhole(present, &folders)
            else { continue }
            try catalog.stage(lost: present)
        }
    }

    private static func isBehind(_ file: PoolFile, _ other: PoolFile) -> Bool {
        (file.sha256, file.filename) > (other.sha256, other.filename)
    }

    private func isWhole(
        _ file: PoolFile, _ folders: inout KnownFolders
    ) throws(StoreError) -> Bool {
        let folder = MirrorLayout.objectFolder(file.sha256)
        for length in [2, 5, folder.count] {
            try folders.require("\(layout.files)/\(folder.prefix(length))")
        }
        let path = layout.object(sha256: file.sha256, filename: file.filename)
        guard try stands(path, file.size) else { return false }
        guard file.metadataSHA256 != nil else { return true }
        return try stands(path + ".metadata", file.metadataSize)
    }

    // MARK: - Pages

    private func inspectPages(
        _ folders: inout KnownFolders, _ isOver: () -> Bool
    ) throws(StoreError) -> Findings {
        var findings = Findings()
        var left = limit
        let beginning = try catalog.setting(Self.pagesKey).flatMap { ProjectName($0) }
        var last = beginning
        var hasWrapped = beginning == nil
        while left > 0, !isOver() {
            let pages = try catalog.standingPages(after: last, limit: min(Self.batch, left))
            for page in pages {
                if let beginning, hasWrapped, page.project.normalized > beginning.normalized {
                    return findings
                }
                left -= 1
                if try !isWhole(page, &folders) {
                    try catalog.stage(damaged: page)
                    findings.losses += 1
                }
            }
            last = pages.last?.project
            if last == nil {
                if hasWrapped { return findings }
                hasWrapped = true
            }
        }
        findings.turn = last?.normalized
        return findings
    }

    private func isWhole(
        _ page: Catalog.StandingPage, _ folders: inout KnownFolders
    ) throws(StoreError) -> Bool {
        let path = layout.page(page.digest)
        try folders.require("\(layout.pages)/\(page.digest.prefix(2))")
        try folders.require(path)
        guard try stands(path + "/index.html", page.htmlSize) else { return false }
        return try stands(path + "/index.json", page.jsonSize)
    }

    // MARK: -

    /// - Parameter size: nil where it was never noted.
    private func stands(_ path: String, _ size: Int64?) throws(StoreError) -> Bool {
        guard let found = try disk.status(path), found.kind == .file else { return false }
        return size == nil || size == found.size
    }
}

/// Folders that were looked at and are no links.
private struct KnownFolders {
    let disk: any Disk
    /// The last one of each depth: what is looked at comes in order.
    private var known: [Int: String] = [:]

    init(disk: any Disk) { self.disk = disk }

    /// - Throws: `linkedFolder`.
    mutating func require(_ path: String) throws(StoreError) {
        let length = path.utf8.count
        if known[length] == path { return }
        if try disk.status(path)?.kind == .link {
            throw StoreError(.linkedFolder, operation: "use", path: path)
        }
        known[length] = path
    }
}
