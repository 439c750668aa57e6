package import MirrorStore
internal import Primitives
internal import Reporting

/// Changes to a mirror that need no network: rollback and garbage collection.
package enum Housekeeping {
    /// What a rollback came to.
    package struct Switch: Sendable {
        package let generation: Int
        package let previous: Int?
        package let isHeld: Bool
        /// Whether syncs were kept from publishing before.
        package var wasHeld = false
        /// What went wrong after the switch.
        package var trouble: Refusal?
    }

    /// Publishes an earlier generation again.
    /// - Parameters:
    ///   - number: nil for the one before the live one.
    ///   - hold: syncs do not publish until the hold is released.
    /// - Throws: `Refusal` 66 where there is no such generation.
    package static func rollback(
        _ layout: MirrorLayout, to number: Int?, hold: Bool, _ surroundings: Surroundings
    ) async throws -> Switch {
        try await MirrorSession.write(layout, surroundings) { catalog in
            let generations = Generations(layout: layout, disk: SystemDisk())
            let live = try generations.live()
            let numbers = Set(try catalog.generations().map(\.number))
                .intersection(try generations.list())
            let target = number ?? numbers.filter { $0 < (live ?? .max) }.max()
            guard let target, numbers.contains(target) else {
                let wanted = number.map { "generation \($0)" } ?? "generation before the live one"
                throw Refusal(
                    .noinput, "there is no \(wanted) in \(layout.root)",
                    hints: ["see what there is: wheelbarrow generations \(ShellWord(layout.root))"])
            }
            let isHeld = try hold || catalog.heldGeneration() != nil
            let trouble = try await change(
                to: target, holding: isHeld, catalog, layout, at: surroundings.now())
            return Switch(
                generation: target, previous: live, isHeld: isHeld,
                trouble: trouble.map { Refusal($0) })
        }
    }

    /// Lets syncs publish again.
    package static func release(
        _ layout: MirrorLayout, _ surroundings: Surroundings
    ) async throws -> Switch {
        try await MirrorSession.write(layout, surroundings) { catalog in
            let wasHeld = try catalog.heldGeneration() != nil
            if wasHeld { try await catalog.hold(nil) }
            let live = try Generations(layout: layout, disk: SystemDisk()).live() ?? 0
            return Switch(generation: live, previous: live, isHeld: false, wasHeld: wasHeld)
        }
    }

    /// Takes away what nothing kept refers to any more.
    /// - Parameters:
    ///   - job: its selection is dropped first.
    ///   - keep: generations, instead of what the last sync recorded; likewise `grace`.
    /// - Throws: `Refusal` 66 for an unknown job.
    package static func collect(
        _ layout: MirrorLayout, dryRun: Bool, forgetting job: String?, keep: Int? = nil,
        grace: Duration? = nil, _ surroundings: Surroundings
    ) async throws -> GarbageReport {
        if dryRun {
            let catalog = try MirrorSession.read(layout)
            return try await GarbageCollection(catalog: catalog, layout: layout)
                .plan(retention(catalog, keep, grace), at: surroundings.now())
        }
        return try await MirrorSession.write(layout, surroundings) { catalog in
            if let job {
                guard try await catalog.forget(job: job) else {
                    throw Refusal(
                        .noinput, "no job named \(job) feeds \(layout.root)",
                        hints: ["its jobs: " + (try catalog.jobs()).joined(separator: ", ")])
                }
                try await catalog.set(["job-file:\(job)": nil])
                if try catalog.heldGeneration() == nil {
                    _ = try await Publisher(catalog: catalog, layout: layout)
                        .publish(at: surroundings.now())
                }
            }
            // Nobody tries again what failed there.
            let departed = try JobRegistry(catalog: catalog)
                .departed(from: layout.root, surroundings)
            for job in departed {
                try await catalog.endFailures(ofJob: job.name)
            }
            return try await GarbageCollection(catalog: catalog, layout: layout)
                .collect(retention(catalog, keep, grace), at: surroundings.now())
        }
    }

    private static func retention(
        _ catalog: Catalog, _ keep: Int?, _ grace: Duration?
    ) throws -> Retention {
        var retention = try catalog.retention()
        retention.keepGenerations = keep ?? retention.keepGenerations
        retention.grace = grace ?? retention.grace
        return retention
    }

    /// The hold comes first: nobody may publish between the two what is taken back here.
    private static func change(
        to target: Int, holding: Bool, _ catalog: Catalog, _ layout: MirrorLayout, at now: Instant
    ) async throws -> StoreError? {
        let held = try catalog.heldGeneration()
        let moves = holding && held != target
        if moves { try await catalog.hold(target) }
        do {
            return try await Publisher(catalog: catalog, layout: layout)
                .rollback(to: target, at: now)
        } catch {
            if moves { try? await catalog.hold(held) }
            throw error
        }
    }
}
