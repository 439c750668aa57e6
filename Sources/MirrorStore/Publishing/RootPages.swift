import PythonPackaging
import SimpleIndex

/// Both forms of the list of published projects, written a piece at a time.
struct RootPages {
    let catalog: Catalog

    func write(into directory: String, on disk: any Disk) throws(StoreError) {
        let mode = MirrorLayout.sharedFile
        let names = CurrentNames(catalog: catalog)
        try disk.write(to: directory + "/index.html", mode: mode) { write throws(StoreError) in
            try HTMLPageEncoder.rootPage(names: names, write: write)
        }
        try names.restart()
        try disk.write(to: directory + "/index.json", mode: mode) { write throws(StoreError) in
            try JSONPageEncoder.rootPage(names: names, write: write)
        }
        try names.restart()
    }
}

extension RootPages {
    /// Bytes of both forms as they would be written.
    func sizes() throws(StoreError) -> PageFolder.Sizes {
        let names = CurrentNames(catalog: catalog)
        var html: Int64 = 0
        try HTMLPageEncoder.rootPage(names: names) { (piece) throws(StoreError) in
            html += Int64(piece.count)
        }
        try names.restart()
        var json: Int64 = 0
        try JSONPageEncoder.rootPage(names: names) { (piece) throws(StoreError) in
            json += Int64(piece.count)
        }
        try names.restart()
        return PageFolder.Sizes(html: html, json: json)
    }
}

/// The names to publish, sorted, fetched a batch at a time.
private final class CurrentNames: Sequence, IteratorProtocol {
    private let catalog: Catalog
    private var batch: ArraySlice<ProjectName> = []
    private var last: ProjectName?
    /// Why the names ended early.
    private var failure: StoreError?

    init(catalog: Catalog) { self.catalog = catalog }

    func next() -> ProjectName? {
        if batch.isEmpty {
            do throws(StoreError) {
                batch = try catalog.currentPages(after: last).map(\.project)[...]
            } catch {
                failure = error
                return nil
            }
        }
        last = batch.popFirst()
        return last
    }

    /// - Throws: why the names ended early, if they did.
    func restart() throws(StoreError) {
        if let failure { throw failure }
        (batch, last) = ([], nil)
    }
}
