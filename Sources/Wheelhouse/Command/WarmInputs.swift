internal import Inputs
internal import Jobs
internal import PythonPackaging
internal import Reporting

/// What people handed in, read whole: every file, for every target, with all that is wrong.
struct WarmInputs {
    let inputs: [PinnedInput]
    let warnings: [String]

    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one, 64 for an extra or
    ///   group where no lock has any.
    static func read(
        _ options: WarmOptions, _ reader: InputReader, _ surroundings: Surroundings
    ) async throws(Refusal) -> WarmInputs {
        let choice = LockChoice.part(
            extras: Set(options.extras), groups: Set(options.groups),
            withDefaultGroups: options.withDefaultGroups)
        var inputs: [PinnedInput] = []
        var refusals: [Refusal] = []
        for path in options.inputs {
            do throws(Refusal) {
                inputs.append(
                    try await reader.pinned(surroundings.absolute(path), path: path, choice))
            } catch {
                refusals.append(error)
            }
        }
        for path in options.constraints {
            do throws(Refusal) {
                inputs.append(
                    .requirements(
                        try await reader.requirements(
                            surroundings.absolute(path), path: path, isConstraint: true)))
            } catch {
                refusals.append(error)
            }
        }
        if let refusal = Refusal(all: refusals) { throw refusal }
        try checkNames(choice, inputs)
        return WarmInputs(
            inputs: inputs, warnings: inputs.flatMap(\.warnings).map(\.description))
    }

    private static func checkNames(
        _ choice: LockChoice, _ inputs: [PinnedInput]
    ) throws(Refusal) {
        guard case .part(let extras, let groups, _) = choice, !extras.isEmpty || !groups.isEmpty
        else { return }
        let locks = inputs.compactMap { input -> LockFile? in
            if case .lock(let lock, _) = input { lock } else { nil }
        }
        guard !locks.isEmpty else {
            throw Refusal(
                .usage, "--extra and --group choose from a lock file, and none is named",
                hints: ["a requirement file holds what was chosen when it was made"])
        }
        let problems = choice.unknownNames(in: locks)
        if !problems.isEmpty { throw Refusal(listing: problems) }
    }

    var readsUVLock: Bool {
        inputs.contains { input in
            if case .lock(let lock, _) = input { lock.format == .uv } else { false }
        }
    }

    /// What each target needs.
    /// - Throws: `Refusal` 65 with the problems of all targets.
    func sets(for targets: [Target]) throws(Refusal) -> [TargetPins] {
        var sets: [TargetPins] = []
        var problems: [Problem] = []
        for target in targets {
            do throws(InvalidInput) {
                sets.append(
                    TargetPins(target: target, pins: try PinnedSet(inputs, target: target).pins))
            } catch {
                problems += error.problems.filter { !problems.contains($0) }
            }
        }
        if !problems.isEmpty { throw Refusal(listing: problems) }
        return sets
    }
}

/// What one target needs, each project at one version.
struct TargetPins: Sendable {
    let target: Target
    /// By name.
    let pins: [Pin]
}

extension Refusal {
    /// Problems with files that people wrote, all of them told.
    init(_ code: ExitCode = .dataerr, listing problems: [Problem]) {
        let first = problems.first?.description ?? "the inputs cannot be used"
        let rest = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        self.init(
            code, first + rest, hints: problems.dropFirst().map(\.description),
            problems: problems)
    }

    /// Several refusals as one, whose code ranks highest.
    /// - Returns: nil where there is none.
    init?(all refusals: [Refusal]) {
        let code = ExitCode.highestRanking(refusals.map(\.exitCode))
        guard let first = refusals.first(where: { $0.exitCode == code }) else { return nil }
        guard refusals.count > 1 else {
            self = first
            return
        }
        let others = refusals.filter { $0.message != first.message }
        self.init(
            code, "\(first.message) (and \(others.count) more)",
            hints: first.hints + others.flatMap { [$0.message] + $0.hints })
    }
}
