package import Primitives
import PythonPackaging
import SimpleIndex

/// Turns what is committed, and what jobs select of it, into a new generation and makes it live.
package struct Publisher: Sendable {
    private let catalog: Catalog
    private let layout: MirrorLayout
    private let disk: any Disk

    package init(catalog: Catalog, layout: MirrorLayout, disk: any Disk = SystemDisk()) {
        self.catalog = catalog
        self.layout = layout
        self.disk = disk
    }

    private var generations: Generations { Generations(layout: layout, disk: disk) }

    /// Publishes, unless the live generation already shows what is committed.
    ///
    /// Pages, links and root pages are written first and made durable with one `syncfs(2)`; then
    /// the live link is swapped. Whatever fails before that leaves the live generation as it was.
    @discardableResult
    package func publish(at now: Instant) async throws(StoreError) -> Publication {
        try await DiskQueue.run { () throws(StoreError) in try publishBlocking(at: now) }
    }

    /// Goes back, or forward again, to a generation that stands on disk.
    /// - Returns: what went wrong after the switch, if anything did.
    /// - Throws: `unknownGeneration`; what was live is live still then.
    @discardableResult
    package func rollback(
        to number: Int, at now: Instant
    ) async throws(StoreError) -> StoreError? {
        try await DiskQueue.run { () throws(StoreError) in
            let previous = try generations.live()
            guard try catalog.generation(number)?.publishedAt != nil else {
                throw StoreError(
                    .unknownGeneration(number), operation: "switch to", path: layout.root)
            }
            try generations.swap(to: number)
            return settleSwap(to: number, from: previous, at: now)
        }
    }

    /// Makes a swap durable and notes it.
    /// - Returns: what went wrong with that: the swap itself has happened.
    private func settleSwap(to number: Int, from previous: Int?, at now: Instant) -> StoreError? {
        do throws(StoreError) {
            try disk.synchronize(layout.publicDirectory)
            try catalog.recordSwap(to: number, from: previous, at: now)
            return nil
        } catch {
            return error
        }
    }

    private func publishBlocking(at now: Instant) throws(StoreError) -> Publication {
        try recover(at: now)
        try catalog.discardStagedPages()
        try buildStalePages()
        let live = try generations.live()
        let number = try nextNumber(after: live)
        let generation = try catalog.currentGeneration(number)
        let shows = try live.map { live throws(StoreError) in
            try self.shows(generation.content, live)
        }
        if shows ?? (generation.projects == 0) {
            try settleUnseen(at: now)
            return publication(generation, live: live, previous: live, isNew: false)
        }
        let previous = try lastLive(live)
        try build(number)
        try disk.synchronizeFilesystem(of: layout.root)
        try catalog.settlePages(ready: generation, at: now)
        do throws(StoreError) {
            try generations.swap(to: number)
        } catch {
            // Where the catalog fails as well, the next run finds what it was about to publish.
            try? catalog.restoreSelections()
            throw error
        }
        var publication = publication(generation, live: number, previous: live, isNew: true)
        publication.trouble = settleSwap(to: number, from: previous, at: now)
        return publication
    }

    /// The generation that a swap takes out of service, also where its link was lost.
    private func lastLive(_ live: Int?) throws(StoreError) -> Int? {
        if let live { return live }
        return try catalog.allGenerations()
            .last { $0.publishedAt != nil && $0.leftLiveAt == nil }?.number
    }

    /// Whether a generation shows that content, with every link and root page in its place.
    private func shows(_ content: String, _ number: Int) throws(StoreError) -> Bool {
        guard try catalog.generation(number)?.content == content else { return false }
        let directory = layout.generation(number)
        var last: ProjectName?
        while true {
            let pages = try catalog.currentPages(after: last)
            if pages.isEmpty { break }
            for (project, digest) in pages {
                let link = "\(directory)/\(project.normalized)"
                guard try disk.readLink(link) == Self.target(digest) else { return false }
            }
            last = pages.last?.project
        }
        let sizes = try RootPages(catalog: catalog).sizes()
        for (name, size) in [("index.html", sizes.html), ("index.json", sizes.json)] {
            guard let found = try disk.status("\(directory)/\(name)"), found.kind == .file,
                found.size == size
            else { return false }
        }
        return true
    }

    /// What a project's link in a generation says.
    private static func target(_ digest: String) -> String {
        "../../.pages/\(digest.prefix(2))/\(digest)"
    }

    /// Nothing shows of the pages that were looked at, but they need not be looked at again.
    private func settleUnseen(at now: Instant) throws(StoreError) {
        let hasPages = try catalog.hasStagedPages()
        let hasSelections = try catalog.hasStagedSelections()
        guard hasPages || hasSelections else { return }
        if hasPages { try disk.synchronizeFilesystem(of: layout.root) }
        try catalog.settlePages(ready: nil, at: now)
    }

    private func publication(
        _ generation: GenerationRecord, live: Int?, previous: Int?, isNew: Bool
    ) -> Publication {
        Publication(
            generation: live, previous: previous, isNew: isNew, projects: generation.projects,
            files: generation.files, bytes: generation.bytes)
    }

    /// Clears up after a run that died: notes a swap that was not noted, and removes generations
    /// that were never switched to.
    private func recover(at now: Instant) throws(StoreError) {
        let records = try catalog.allGenerations()
        let live = try generations.live()
        if let live, let record = records.first(where: { $0.number == live }),
            record.publishedAt == nil
        {
            let previous = records.last { $0.publishedAt != nil && $0.leftLiveAt == nil }
            try catalog.recordSwap(to: live, from: previous?.number, at: now)
        }
        // A catalog that does not know the live generation knows nothing of the others either.
        guard live == nil || records.contains(where: { $0.number == live }) else { return }
        let newest = records.last { $0.publishedAt != nil }?.number ?? 0
        for number in try generations.list() where number > newest && number != live {
            try disk.removeTree(layout.generation(number))
        }
        for record in records where record.publishedAt == nil && record.number != live {
            try catalog.forget(generation: record.number)
        }
    }

    private func nextNumber(after live: Int?) throws(StoreError) -> Int {
        let directories = try generations.list().last ?? 0
        let records = try catalog.allGenerations().last?.number ?? 0
        return max(directories, records, live ?? 0) + 1
    }

    private func buildStalePages() throws(StoreError) {
        var last: ProjectName?
        while true {
            let projects = try catalog.staleProjects(after: last)
            if projects.isEmpty { return }
            for project in projects { try buildPage(of: project) }
            last = projects.last
        }
    }

    private func buildPage(of project: ProjectName) throws(StoreError) {
        let source = try catalog.publishedSource(of: project)
        guard source.isPublished else {
            return try catalog.stage(page: nil, of: project, files: [])
        }
        let page = PublishedPageBuilder.page(
            of: project, files: source.files, upstream: source.upstream)
        let folder = PageFolder(page, of: project)
        try folder.write(into: layout, on: disk, trusted: catalog.knowsPage(folder.digest))
        // What several jobs take stands there once.
        var shown = Set(page.files.map(\.url))
        let files = source.files.filter {
            shown.remove(PublishedPageBuilder.address($0)) != nil
        }
        try catalog.stage(
            page: folder.digest, of: project, files: files, sizes: folder.sizes)
    }

    /// Writes a generation's directory: a link for each project, then the root pages.
    private func build(_ number: Int) throws(StoreError) {
        let directory = layout.generation(number)
        try disk.createDirectory(directory, mode: MirrorLayout.sharedDirectory)
        var last: ProjectName?
        while true {
            let pages = try catalog.currentPages(after: last)
            if pages.isEmpty { break }
            for (project, digest) in pages {
                try disk.symlink(
                    "\(directory)/\(project.normalized)", to: Self.target(digest))
            }
            last = pages.last?.project
        }
        try RootPages(catalog: catalog).write(into: directory, on: disk)
    }
}
