package import MirrorStore
internal import Reporting

/// Opens a mirror for a verb that is not a sync.
package enum MirrorSession {
    /// For verbs that only look: no lock.
    /// - Throws: `Refusal`.
    package static func read(_ layout: MirrorLayout) throws -> Catalog {
        do {
            return try Catalog.open(layout, .read)
        } catch {
            throw Refusal(error, isReading: true)
        }
    }

    /// For verbs that change the mirror: under its lock, 75 where another process has it.
    /// - Throws: `Refusal`, or what `body` throws.
    package static func write<Value>(
        _ layout: MirrorLayout, _ surroundings: Surroundings,
        _ body: (Catalog) async throws -> Value
    ) async throws -> Value {
        do {
            try layout.requireFolders(on: SystemDisk())
            guard try Catalog.exists(layout) else { throw missing(layout) }
            let lock = try MirrorLock.acquire(
                layout, command: surroundings.command, now: surroundings.now())
            let catalog = try Catalog.open(layout, .write, isMade: false)
            // One that knows nothing of what is published is as good as none.
            if try CatalogRebuild(catalog: catalog, layout: layout).isNeeded() {
                throw missing(layout)
            }
            let value = try await body(catalog)
            // What the log of the catalog holds is durable; the next run folds it in.
            try? await catalog.close()
            withExtendedLifetime(lock) {}
            return value
        } catch let error as StoreError {
            throw Refusal(error)
        }
    }

    private static func missing(_ layout: MirrorLayout) -> StoreError {
        StoreError(.missingCatalog, operation: "open", path: layout.catalog)
    }
}

extension Refusal {
    /// - Parameter isReading: whether nothing was to be written, whatever it failed at.
    package init(_ error: StoreError, isReading: Bool = false) {
        let hints: [String] =
            switch error.code {
            case .lockHeld: ["another run is at work; try again when it has finished"]
            case .damagedCatalog:
                ["the next sync keeps it aside and makes it anew: wheelbarrow sync JOB"]
            case .unfinishedCatalog: ["the next sync undoes that: wheelbarrow sync JOB"]
            case .linkedFolder: ["put a folder in its place; the mirror itself may be a link"]
            case .inTheWay(.device, _): ["name another place: a device is nothing to move away"]
            case .inTheWay: ["move \(error.path) away, then run again"]
            case .busyCatalog: ["another program has it open; run again when it is done"]
            case .newerCatalog: ["use the version of wheelbarrow that wrote it, or a newer one"]
            case .missingCatalog: ["fill the mirror with: wheelbarrow sync JOB"]
            case .lockUnsupported: ["put the mirror on a local file system"]
            case .disk where error.deniesWriting && (isReading || error.isOfReading):
                [Self.readingAdvice]
            case .disk where error.deniesWriting:
                ["a run that has work to do needs to write there: check the mount and the modes"]
            case .disk where error.lacksRoom:
                ["make room there, in space or in inodes, or raise the quota; then run again"]
            case .disk where error.diskFailure == .inputOutput:
                ["the system's log may tell what is wrong with that disk"]
            default: []
            }
        self.init(ExitCode(error), error.description, hints: hints)
        if case .lockHeld = error.code { isBesideRun = true }
    }

    private static let readingAdvice = "let this user read what is there, or run as its owner"
}
