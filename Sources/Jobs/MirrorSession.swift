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
            throw Refusal(error)
        }
    }

    /// For verbs that change the mirror: under its lock, 75 where another process has it.
    /// - Throws: `Refusal`, or what `body` throws.
    package static func write<Value>(
        _ layout: MirrorLayout, _ surroundings: Surroundings,
        _ body: (Catalog) async throws -> Value
    ) async throws -> Value {
        do {
            guard try Catalog.exists(layout) else {
                throw StoreError(.missingCatalog, operation: "open", path: layout.catalog)
            }
            let lock = try MirrorLock.acquire(
                layout, command: surroundings.command, now: surroundings.now())
            let catalog = try Catalog.open(layout, .write)
            let value = try await body(catalog)
            try await catalog.close()
            withExtendedLifetime(lock) {}
            return value
        } catch let error as StoreError {
            throw Refusal(error)
        }
    }
}

extension Refusal {
    package init(_ error: StoreError) {
        let hints: [String] =
            switch error.code {
            case .lockHeld: ["another run is at work; try again when it has finished"]
            case .damagedCatalog:
                [
                    "nothing was touched; restore state.sqlite from a backup (rebuilding it is "
                        + "not supported in this version)"
                ]
            case .newerCatalog: ["use the version of wheelbarrow that wrote it, or a newer one"]
            case .missingCatalog: ["fill the mirror with: wheelbarrow sync JOB"]
            case .lockUnsupported: ["put the mirror on a local file system"]
            default: []
            }
        self.init(ExitCode(error), error.description, hints: hints)
    }
}
