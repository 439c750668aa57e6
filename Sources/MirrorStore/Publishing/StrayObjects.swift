import Primitives

/// What stands in the mirror and the catalog does not speak of: left by runs that were killed, for
/// files that upstream dropped before anybody went on with them.
struct StrayObjects {
    let catalog: Catalog
    let layout: MirrorLayout
    let disk: any Disk

    /// Files of the pool and page folders, dated by when they were written.
    func candidates() throws(StoreError) -> [GarbageCandidate] {
        var found: [GarbageCandidate] = []
        for outer in try folders(in: layout.files) {
            for inner in try folders(in: "\(layout.files)/\(outer)") {
                for sha256 in try folders(in: "\(layout.files)/\(outer)/\(inner)")
                where MirrorLayout.objectFolder(sha256) == "\(outer)/\(inner)/\(sha256)" {
                    found += try files(sha256)
                }
            }
        }
        for outer in try folders(in: layout.pages) {
            for digest in try folders(in: "\(layout.pages)/\(outer)")
            where digest.hasPrefix(outer) {
                guard try catalog.isStray(page: digest) else { continue }
                let page = MirrorLayout.page(digest)
                found.append(try candidate(page, dated: page + "/index.html"))
            }
        }
        return found
    }

    private func files(_ sha256: String) throws(StoreError) -> [GarbageCandidate] {
        let names = Set(try disk.list("\(layout.files)/\(MirrorLayout.objectFolder(sha256))"))
        var found: [GarbageCandidate] = []
        for name in names.sorted() {
            // A sidecar goes with its file.
            if name.hasSuffix(".metadata"), names.contains(String(name.dropLast(9))) { continue }
            guard try catalog.isStray(sha256: sha256, filename: name) else { continue }
            let path = MirrorLayout.object(sha256: sha256, filename: name)
            found.append(try candidate(path, dated: path))
        }
        return found
    }

    private func candidate(
        _ path: String, dated file: String
    ) throws(StoreError) -> GarbageCandidate {
        let status = try disk.status("\(layout.root)/\(file)")
        return GarbageCandidate(
            path: path, bytes: status?.size ?? 0,
            unreferencedSince: Instant(seconds: status?.modifiedSeconds ?? 0), generations: [],
            isFailing: false)
    }

    private func folders(in path: String) throws(StoreError) -> [String] {
        var names: [String] = []
        for name in try disk.list(path).sorted() {
            if try disk.status("\(path)/\(name)")?.kind == .directory { names.append(name) }
        }
        return names
    }

    /// Unfinished downloads and drafts that nobody has touched since, relative to the mirror, with
    /// their sizes.
    func unfinished(since limit: Instant) throws(StoreError) -> [(path: String, bytes: Int64)] {
        var found: [(String, Int64)] = []
        for name in try disk.list(layout.partial).sorted() {
            try note("partial/\(name)", limit, &found)
        }
        // What the writing of a trust bundle left: NAME.pem.PROCESS.NUMBER.
        for name in try disk.list(layout.cache + "/trust").sorted()
        where name.contains(/\.pem\.\d+\.\d+$/) {
            try note("cache/trust/\(name)", limit, &found)
        }
        return found
    }

    private func note(
        _ path: String, _ limit: Instant, _ found: inout [(String, Int64)]
    ) throws(StoreError) {
        guard let status = try disk.status("\(layout.root)/\(path)"),
            status.modifiedSeconds <= limit.seconds
        else { return }
        found.append((path, status.size))
    }
}
