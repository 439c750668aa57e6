import Cryptography
package import Primitives
import PythonPackaging

/// Makes a lost catalog anew from what stands on disk: every file of the pool is read and compared
/// with its name, and what the live generation shows stays published.
package struct CatalogRebuild: Sendable {
    private let catalog: Catalog
    private let layout: MirrorLayout
    private let disk: any Disk

    /// - Parameter catalog: new and empty, or what an interrupted rebuild has left.
    package init(catalog: Catalog, layout: MirrorLayout, disk: any Disk = SystemDisk()) {
        self.catalog = catalog
        self.layout = layout
        self.disk = disk
    }

    private var generations: Generations { Generations(layout: layout, disk: disk) }

    /// Whether the catalog knows nothing of what is published, or was made beside a filled pool.
    ///
    /// What a first run that was killed left in the pool is no loss: it is read before it is used.
    package func isNeeded() throws(StoreError) -> Bool {
        if let live = try generations.live(), try isFinished(live),
            try catalog.generation(live) == nil
        {
            return true
        }
        guard catalog.isNew, try catalog.poolFiles(limit: 1).isEmpty else { return false }
        return try !disk.list(layout.files).isEmpty
    }

    /// Rebuilds; what is published stays so until the grace has passed, that the jobs have time to
    /// select it again.
    ///
    /// The live generation is recorded last, so that an interrupted rebuild is known as such.
    package func run(at now: Instant) async throws(StoreError) -> RebuildReport {
        var report = RebuildReport()
        try await surveyPool(&report, at: now)
        let live = try generations.live().flatMap { live throws(StoreError) in
            try isFinished(live) ? live : nil
        }
        // Where the link to what was live is lost too, the newest generation tells what was wanted.
        let shown: Int?
        if let live { shown = live } else { shown = try newest() }
        let pages =
            try shown.map { shown throws(StoreError) in
                try read(shown, &report.unreadable)
            } ?? []
        report.projects = pages.count
        for page in pages { try stage(page, at: now) }
        _ = try await catalog.commit(at: now)
        try await catalog.settleSelections()
        try await catalog.set([Catalog.rebuiltKey: now.description])
        for number in try generations.list() where number != live {
            try adopt(number, at: now)
        }
        if let live { try publish(live, pages, at: now) }
        return report
    }

    private func surveyPool(
        _ report: inout RebuildReport, at now: Instant
    ) async throws(StoreError) {
        for outer in try disk.list(layout.files).sorted() {
            for inner in try disk.list("\(layout.files)/\(outer)").sorted() {
                for sha256 in try disk.list("\(layout.files)/\(outer)/\(inner)").sorted() {
                    try await survey(sha256, &report, at: now)
                }
            }
        }
    }

    private func survey(
        _ sha256: String, _ report: inout RebuildReport, at now: Instant
    ) async throws(StoreError) {
        let names = Set(try disk.list("\(layout.files)/\(MirrorLayout.objectFolder(sha256))"))
        for name in names.sorted() {
            if name.hasSuffix(".metadata"), names.contains(String(name.dropLast(9))) { continue }
            let pool = Pool(layout: layout, disk: disk)
            if let file = try await pool.survey(sha256: sha256, filename: name, at: now) {
                try catalog.stage(poolFile: file)
                report.files += 1
            } else {
                report.unreadable.append(MirrorLayout.object(sha256: sha256, filename: name))
            }
        }
    }

    /// The pages of a generation; those that cannot be read are left out and noted.
    private func read(
        _ number: Int, _ unreadable: inout [String]
    ) throws(StoreError) -> [PublishedPage] {
        var pages: [PublishedPage] = []
        for (name, digest) in try generations.pages(of: number).sorted(by: { $0.key < $1.key }) {
            guard let project = ProjectName(name) else { continue }
            if let page = PublishedPage(digest, of: project, in: layout, on: disk) {
                pages.append(page)
            } else {
                unreadable.append(MirrorLayout.page(digest))
            }
        }
        return pages
    }

    /// Keeps what the page shows selected, as far as it is in the pool.
    private func stage(_ page: PublishedPage, at now: Instant) throws(StoreError) {
        try catalog.stage(
            selection: SelectionRecord(
                job: Catalog.rebuiltJob, project: page.project, index: "", rulesDigest: ""),
            files: page.files.map { SelectedFile(sha256: $0.sha256, facts: $0.facts) }, at: now)
    }

    /// The root pages are written last: without them a generation was never finished.
    private func isFinished(_ number: Int) throws(StoreError) -> Bool {
        try disk.status(layout.generation(number) + "/index.json").map { $0.size > 0 } ?? false
    }

    private func newest() throws(StoreError) -> Int? {
        for number in try generations.list().reversed() where try isFinished(number) {
            return number
        }
        return nil
    }

    private func adopt(_ number: Int, at now: Instant) throws(StoreError) {
        guard try isFinished(number),
            let root = try disk.status(layout.generation(number) + "/index.json")
        else { return }
        var ignored: [String] = []
        let pages = try read(number, &ignored)
        for page in pages {
            try catalog.adopt(page: page.digest, of: page.project, files: page.files, at: now)
        }
        var record = Self.record(number, pages)
        record.publishedAt = Instant(seconds: root.modifiedSeconds)
        record.leftLiveAt = now
        try catalog.adopt(record)
    }

    private func publish(
        _ number: Int, _ pages: [PublishedPage], at now: Instant
    ) throws(StoreError) {
        try catalog.discardStagedPages()
        for page in pages {
            try catalog.stage(
                page: page.digest, of: page.project, files: page.files, sizes: page.sizes)
        }
        try catalog.settlePages(ready: Self.record(number, pages), at: now)
        let swapped = try disk.status(layout.live)?.modifiedSeconds ?? now.seconds
        try catalog.recordSwap(to: number, from: nil, at: Instant(seconds: swapped))
    }

    private static func record(_ number: Int, _ pages: [PublishedPage]) -> GenerationRecord {
        var context = HashContext(.sha256)
        for page in pages { context.update(Array("\(page.project) \(page.digest)\n".utf8)) }
        let files = pages.flatMap(\.files)
        return GenerationRecord(
            number: number, publishedAt: nil, projects: pages.count, files: files.count,
            bytes: files.reduce(0) { $0.addingSaturated($1.size) }, content: context.finish().hex)
    }
}
