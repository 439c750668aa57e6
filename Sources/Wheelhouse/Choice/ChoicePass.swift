internal import Inputs
internal import Jobs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Synchronization

/// Chooses the files of every project for every target, asking indexes only where locks do not
/// tell all.
struct ChoicePass: Sendable {
    let sets: [TargetPins]
    let options: WarmOptions
    let board: ProgressBoard
    let stop: StopSignal
    let now: Instant

    /// Pages in hand at once; beyond this nothing gets faster, only bigger.
    private static let concurrency = 32

    private func grouped() -> [[ProjectChoice.Need]] {
        var needs: [ProjectName: [ProjectChoice.Need]] = [:]
        for set in sets {
            for pin in set.pins {
                // Most targets want the same release, of which a lock says the same to all.
                let known = needs[pin.name]?.first {
                    $0.pin.lockedFiles == pin.lockedFiles && $0.pin.hashes == pin.hashes
                }
                needs[pin.name, default: []].append(
                    ProjectChoice.Need(
                        target: set.target, pin: pin, listing: known?.listing ?? pin.listing))
            }
        }
        return needs.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether only an index can tell of some of the files.
    var asksIndexes: Bool { !sets.flatMap(\.pins).allSatisfy { $0.needsNoIndex(for: options) } }

    private func isSettled(_ needs: [ProjectChoice.Need]) -> Bool {
        needs.allSatisfy { $0.pin.needsNoIndex(for: options) }
    }

    /// What targets want different files of one name of, as locks tell without anybody being asked.
    var ambiguities: [Hole] {
        grouped().filter { needs in
            needs.contains { $0.pin.lockedFiles != needs[0].pin.lockedFiles }
        }.flatMap { needs in
            var choice = ProjectChoice(needs, options, nil, now: now)
            choice.settle(nil)
            return choice.holes.filter { $0.kind == .ambiguous }
        }
    }

    /// - Parameter upstream: nil where nobody has to be asked.
    func perform(_ upstream: Upstream?) async throws -> Choice {
        let projects = grouped()
        let asked = projects.filter { !isSettled($0) }
        if !asked.isEmpty { board.begin(.pages, total: asked.count) }
        let settled = Mutex<[ProjectName: ProjectChoice]>([:])
        var rest = projects[...]
        try await BoundedTasks.run(atMost: Self.concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { needs in
            var choice = ProjectChoice(needs, options, upstream, now: now)
            if isSettled(needs) {
                choice.settle(nil)
            } else if let upstream, let name = needs.first?.pin.name {
                choice.settle(upstream.hasIndexes ? await upstream.offer(of: name) : nil)
                board.finish(failed: !choice.failures.isEmpty)
            }
            if let name = needs.first?.pin.name {
                settled.withLock { [choice] in $0[name] = choice }
            }
        }
        return gather(settled.withLock(\.self))
    }

    private func gather(_ settled: [ProjectName: ProjectChoice]) -> Choice {
        var choice = Choice()
        for (_, project) in settled.sorted(by: { $0.key < $1.key }) {
            for file in project.files { choice.add(file) }
            for failure in project.failures { choice.note(failure) }
            choice.holes += project.holes
            choice.warnings += project.warnings
        }
        return choice
    }
}
