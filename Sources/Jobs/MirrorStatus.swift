package import MirrorStore
internal import Reporting

/// What the catalog says of a mirror, for `status`.
package struct MirrorStatus: Sendable {
    package let generation: GenerationRecord?
    package let lastRun: RunRecord?
    package let lastSuccess: RunRecord?
    package let runs: [RunRecord]
    package let failing: [FailureRecord]
    package let events: [CatalogEvent]
    package let trust: String?
    package let warnings: [String]
    package let heldGeneration: Int?
    /// Who is writing to the mirror right now.
    package let holder: LockHolder?

    static let trustKey = "trust-line"
    static let warningsKey = "warnings"

    /// - Throws: `Refusal`: 66 where no run ever left a catalog, else as `StoreError` says.
    package init(_ layout: MirrorLayout) throws {
        let catalog = try MirrorSession.read(layout)
        let live = try Generations(layout: layout, disk: SystemDisk()).live()
        generation = try live.flatMap { try catalog.generation($0) }
        runs = try catalog.runs(limit: 10)
        lastRun = runs.first
        lastSuccess = try catalog.lastSuccess()
        failing = try catalog.failures()
        events = try catalog.events()
        trust = try catalog.setting(Self.trustKey)
        warnings = (try catalog.setting(Self.warningsKey) ?? "")
            .split(separator: "\n").map(String.init)
        heldGeneration = try catalog.heldGeneration()
        holder = MirrorLock.holder(layout)
    }
}
