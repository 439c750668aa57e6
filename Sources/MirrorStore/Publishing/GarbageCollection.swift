package import Primitives

/// Takes away generations beyond those that are kept, and objects that nothing kept refers to.
///
/// What it takes stays in the trash for one further grace. What the catalog does not speak of is
/// taken once it is as old, but never where the catalog speaks of no generation at all.
package struct GarbageCollection: Sendable {
    private let catalog: Catalog
    private let layout: MirrorLayout
    private let disk: any Disk

    package init(catalog: Catalog, layout: MirrorLayout, disk: any Disk = SystemDisk()) {
        self.catalog = catalog
        self.layout = layout
        self.disk = disk
    }

    /// What `collect` would do now; changes nothing, and a catalog opened for reading is enough.
    package func plan(_ retention: Retention, at now: Instant) async throws(StoreError)
        -> GarbageReport
    {
        try await DiskQueue.run { () throws(StoreError) in
            try draft(retention, at: now).report
        }
    }

    /// Takes away what the plan says and empties old trash.
    /// - Returns: what was taken, and what ended the collection early, if anything did.
    /// - Throws: what kept it from beginning.
    @discardableResult
    package func collect(_ retention: Retention, at now: Instant) async throws(StoreError)
        -> GarbageReport
    {
        try await DiskQueue.run { () throws(StoreError) in
            try catalog.forgetRebuilt(before: now - retention.grace)
            let draft = try draft(retention, at: now)
            let paths = draft.report.deleted.map(\.path).filter { !draft.unfinished.contains($0) }
            if !paths.isEmpty {
                try catalog.condemn(generations: draft.dropped, paths: paths, at: now)
            }
            var report = draft.report
            var taken: [String: Int64] = [:]
            do throws(StoreError) {
                try moveCondemned(&taken, at: now)
                for path in draft.unfinished.sorted() {
                    try disk.removeTree("\(layout.root)/\(path)")
                    taken[path] = 0
                }
                try emptyTrash(retention.grace, at: now)
                try catalog.forgetUpstream(unusedSince: now - retention.grace)
            } catch {
                report.trouble = error
            }
            report.deleted.removeAll { taken.removeValue(forKey: $0.path) == nil }
            report.deleted += taken.sorted { $0.key < $1.key }.map { path, bytes in
                GarbageReport.Item(
                    path: path, bytes: bytes, reason: "an earlier collection was interrupted",
                    generations: [], until: nil)
            }
            return report
        }
    }

    private struct Draft {
        var report = GarbageReport()
        /// Generations to take away.
        var dropped: [Int] = []
        /// What is deleted at once, without a stay in the trash.
        var unfinished: Set<String> = []
    }

    private func draft(_ retention: Retention, at now: Instant) throws(StoreError) -> Draft {
        var draft = Draft()
        let generations = Generations(layout: layout, disk: disk)
        let records = try catalog.generations()
        let (live, held) = (try generations.live(), try catalog.heldGeneration())
        let kept = retention.kept(records, live: live, held: held)
        try reach(records, kept, retention, generations)
        for record in records {
            let path = "public/.generations/" + MirrorLayout.generationName(record.number)
            let (deletes, reason) = Self.verdict(record.number, kept, live, held)
            let item = GarbageReport.Item(
                path: path, bytes: try bytes(in: path), reason: reason,
                generations: [record.number], until: nil)
            if deletes {
                draft.dropped.append(record.number)
                draft.report.deleted.append(item)
            } else {
                draft.report.kept.append(item)
            }
        }
        try note(failuresIn: &draft.report)
        for page in try catalog.pageCandidates(live: live) {
            let bytes = try bytes(in: page.path)
            sort(page, bytes, retention.grace, now, into: &draft.report)
        }
        for file in try catalog.poolCandidates(live: live) {
            sort(file, file.bytes, retention.grace, now, into: &draft.report)
        }
        try addStrays(to: &draft, records, retention.grace, at: now)
        return draft
    }

    private func addStrays(
        to draft: inout Draft, _ records: [GenerationRecord], _ grace: Duration, at now: Instant
    ) throws(StoreError) {
        let strays = StrayObjects(catalog: catalog, layout: layout, disk: disk)
        if !records.isEmpty {
            for stray in try strays.candidates() {
                sort(stray, stray.bytes, grace, now, into: &draft.report)
            }
        }
        for (path, bytes) in try strays.unfinished(since: now - grace) {
            draft.unfinished.insert(path)
            draft.report.deleted.append(
                GarbageReport.Item(
                    path: path, bytes: bytes, reason: "nobody went on with it", generations: [],
                    until: nil))
        }
    }

    private static func verdict(
        _ number: Int, _ kept: Set<Int>, _ live: Int?, _ held: Int?
    ) -> (deletes: Bool, reason: String) {
        if number == live { return (false, "live") }
        if number == held { return (false, "held") }
        if kept.contains(number) { return (false, "among the newest generations") }
        return (true, "beyond the generations that are kept")
    }

    private func reach(
        _ records: [GenerationRecord], _ kept: Set<Int>, _ retention: Retention,
        _ generations: Generations
    ) throws(StoreError) {
        var keptPages: [(generation: Int, pages: [String])] = []
        for number in kept {
            keptPages.append((number, Array(try generations.pages(of: number).values)))
        }
        var droppedPages: [(pages: [String], at: Instant)] = []
        for record in records where !kept.contains(record.number) {
            guard let letGo = retention.letGo(record, among: records) else { continue }
            let pages = try generations.pages(of: record.number).values
            droppedPages.append((Array(pages), letGo))
        }
        try catalog.stageReachability(kept: keptPages, dropped: droppedPages)
    }

    private func note(failuresIn report: inout GarbageReport) throws(StoreError) {
        let failures = try catalog.failures().filter(\.isOfListing)
        report.rootFailed = failures.contains { $0.project == nil }
        report.failingProjects = Set(failures.compactMap(\.project)).sorted()
    }

    private func sort(
        _ candidate: GarbageCandidate, _ bytes: Int64, _ grace: Duration, _ now: Instant,
        into report: inout GarbageReport
    ) {
        let until = candidate.unreferencedSince + grace
        let (keeps, reason, limit): (Bool, String, Instant?) =
            if !candidate.generations.isEmpty {
                (true, "a kept generation refers to it", nil)
            } else if candidate.isFailing || report.rootFailed {
                (true, "its listing failed", nil)
            } else if until > now {
                (true, "within the grace", until)
            } else {
                (false, "nothing refers to it", until)
            }
        let item = GarbageReport.Item(
            path: candidate.path, bytes: bytes, reason: reason,
            generations: candidate.generations, until: limit)
        if keeps { report.kept.append(item) } else { report.deleted.append(item) }
    }

    /// Bytes of the files in a directory; links count for nothing.
    private func bytes(in path: String) throws(StoreError) -> Int64 {
        let directory = "\(layout.root)/\(path)"
        var bytes: Int64 = 0
        for name in ["index.html", "index.json"] {
            bytes += try disk.status("\(directory)/\(name)")?.size ?? 0
        }
        return bytes
    }

    /// Moves what the catalog has given up into the trash, also what an earlier collection left.
    /// - Parameter taken: bytes by path.
    private func moveCondemned(
        _ taken: inout [String: Int64], at now: Instant
    ) throws(StoreError) {
        let trash = "\(layout.trash)/\(Instant(seconds: now.seconds))"
        while true {
            let paths = try catalog.condemned()
            if paths.isEmpty { return }
            for path in paths where try !catalog.isRecorded(path) {
                let sidecar = try move(path + ".metadata", into: trash)
                if let bytes = try move(path, into: trash) { taken[path] = bytes + (sidecar ?? 0) }
                guard let slash = path.lastIndex(of: "/"), path.contains("/files/") else {
                    continue
                }
                let folder = "\(layout.root)/\(path[..<slash])"
                // The folder may hold the same bytes under another name.
                if try disk.status(folder) != nil, try disk.list(folder).isEmpty {
                    try disk.removeDirectory(folder)
                }
            }
            try catalog.acquit(paths)
        }
    }

    /// - Returns: its size; nil where nothing stands there.
    private func move(_ path: String, into trash: String) throws(StoreError) -> Int64? {
        let source = "\(layout.root)/\(path)"
        guard let found = try disk.status(source) else { return nil }
        let target = "\(trash)/\(path)"
        let parent = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? trash
        try disk.createDirectories(parent, mode: MirrorLayout.privateDirectory)
        try disk.removeTree(target)
        try disk.rename(source, to: target)
        return found.kind == .file ? found.size : 0
    }

    private func emptyTrash(_ grace: Duration, at now: Instant) throws(StoreError) {
        for name in try disk.list(layout.trash) {
            guard let taken = Instant(rfc3339: name), taken + grace < now else { continue }
            try disk.removeTree("\(layout.trash)/\(name)")
        }
    }
}
