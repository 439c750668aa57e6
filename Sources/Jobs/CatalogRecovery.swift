internal import MirrorStore
internal import Primitives
internal import Reporting

/// Opens a mirror's catalog for a sync. One that is lost is made anew from what stands on disk: it
/// never means that there is nothing.
struct CatalogRecovery {
    let layout: MirrorLayout
    let disk: any Disk
    let now: Instant

    /// A catalog to work with, and what has to be told of how it came about.
    struct Opened {
        let catalog: Catalog
        var warnings: [String] = []
    }

    /// - Throws: `StoreError`; a damaged catalog is set aside instead.
    func open() async throws -> Opened {
        switch attempt(.write) {
        case .success(let catalog): return try await rebuilt(catalog, "was missing")
        case .failure(let error) where error.code == .damagedCatalog:
            return try await replace(error)
        case .failure(let error): throw error
        }
    }

    private func attempt(_ mode: Catalog.Mode) -> Result<Catalog, StoreError> {
        Result { () throws(StoreError) in try Catalog.open(layout, mode, disk: disk) }
    }

    /// Puts a new catalog in the place of a damaged one, which is kept.
    func replace(_ damage: StoreError) async throws -> Opened {
        let stamp = now.description.filter { $0.isNumber || $0 == "T" }
        let aside = try Catalog.setAside(layout, stamp: stamp, disk: disk)
        let loss = "was damaged (\(damage.reason)) and is kept as \(aside)"
        let opened = try await rebuilt(try Catalog.open(layout, .write, disk: disk), loss)
        if !opened.warnings.isEmpty { return opened }
        return Opened(catalog: opened.catalog, warnings: ["\(layout.catalog) \(loss)"])
    }

    /// The same for a plan, which writes nothing: what is lost is made anew in memory.
    func openForPlan() async throws -> Opened {
        switch attempt(.read) {
        case .success(let catalog): return Opened(catalog: catalog)
        case .failure(let error) where error.code == .missingCatalog:
            return try await rebuilt(.scratch(), "is missing")
        case .failure(let error) where error.code == .damagedCatalog:
            return try await rebuilt(.scratch(), "is damaged (\(error.reason))")
        case .failure(let error): throw error
        }
    }

    private func rebuilt(_ catalog: Catalog, _ loss: String) async throws -> Opened {
        let rebuild = CatalogRebuild(catalog: catalog, layout: layout, disk: disk)
        guard try rebuild.isNeeded() else { return Opened(catalog: catalog) }
        let report = try await rebuild.run(at: now)
        let loss = catalog.isNew ? loss : "knew nothing of what is published"
        var warnings = [
            "\(layout.catalog) \(loss); it was made anew from \(report.files) files of the pool and "
                + "\(report.projects) published projects"
        ]
        if !report.unreadable.isEmpty {
            let names = NameList.text(report.unreadable)
            warnings.append("not what they were, and left out of the new catalog: \(names)")
        }
        return Opened(catalog: catalog, warnings: warnings)
    }
}
