internal import MirrorStore

/// Staged downloads in order, read from the catalog a batch at a time.
struct PendingQueue {
    let catalog: Catalog
    private var batch: ArraySlice<PendingDownload> = []
    private var last: PendingDownload.Position?

    init(catalog: Catalog) { self.catalog = catalog }

    mutating func next() throws -> PendingDownload? {
        if batch.isEmpty { batch = try catalog.pendingDownloads(after: last)[...] }
        let pending = batch.popFirst()
        last = pending?.position ?? last
        return pending
    }
}
