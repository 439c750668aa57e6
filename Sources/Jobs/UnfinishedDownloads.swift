internal import MirrorStore
internal import Primitives
internal import SimpleIndex

/// Of what is to be fetched, what an earlier run left or a resolution fetched whole.
struct UnfinishedDownloads {
    let catalog: Catalog
    let layout: MirrorLayout
    let disk: any Disk

    /// Bytes of the plan that take up room already: a download goes on from them, or frees them
    /// before it begins again.
    func presentBytes() throws -> Int64 {
        // Whoever may only read makes a plan without them.
        var names = Set((try? disk.list(layout.partial)) ?? []).filter { $0.hasSuffix(".part") }
        var queue = PendingQueue(catalog: catalog)
        var bytes: Int64 = 0
        while !names.isEmpty, let pending = try queue.next() {
            let path = PartialFile.path(of: pending.file, from: pending.indexID, in: layout)
            guard names.remove(String(path.dropFirst(layout.partial.count + 1))) != nil,
                let size = pending.file.facts.size, let status = try disk.status(path),
                status.kind == .file
            else { continue }
            bytes = bytes.addingSaturated(min(size, status.size))
        }
        return bytes
    }
}
