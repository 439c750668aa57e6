internal import Inputs
package import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// `warm` from its inputs to its report.
package struct WarmCommand: Sendable {
    private let options: WarmOptions
    private let surroundings: Surroundings
    private let board: ProgressBoard
    private let stop: StopSignal

    package init(
        _ options: WarmOptions, surroundings: Surroundings, board: ProgressBoard, stop: StopSignal
    ) {
        self.options = options
        self.surroundings = surroundings
        self.board = board
        self.stop = stop
    }

    /// Whatever keeps the warm-up from its work is told in its report as well.
    package func perform() async -> WarmReport {
        let start = ContinuousClock.now
        var report = WarmReport()
        do {
            try await work(&report)
        } catch {
            report.end(error)
        }
        report.duration = ContinuousClock.now - start
        board.begin(.finished)
        return report
    }

    /// Everything that people wrote is read and judged before anything is asked or touched.
    private func work(_ report: inout WarmReport) async throws {
        let purpose = try WarmPurpose(options)
        if case .fill(let directory) = purpose {
            try checkInputs(beside: directory)
            try checkPlace(directory)
            try checkLists(in: directory)
        }
        let named = try options.job.map { path throws(Refusal) in
            // What is wanted is named on the command line.
            try JobLoader.load(path, surroundings, mayBeEmpty: true)
        }
        let targets = try WarmTargets(options: options, surroundings: surroundings).find(named)
        report.targets = targets.map(\.name)
        var job = named ?? .standard("warm")
        if case .passThrough(let address) = purpose { job.passThrough(address) }
        let inputs = try await WarmInputs.read(
            options, InputReader(for: job, caFile: options.caFile, surroundings: surroundings),
            surroundings)
        stop.heed()
        report.warnings = inputs.warnings
        let run = WarmRun(
            options: options, job: job, surroundings: surroundings, board: board,
            stop: stop, sets: try inputs.sets(for: targets), readsUVLock: inputs.readsUVLock)
        try await run.perform(purpose, &report)
    }

    /// What a mirror publishes is written by its jobs alone.
    private func checkPlace(_ directory: String) throws(Refusal) {
        guard let mirror = EnclosingMirror.of(surroundings.absolute(directory)) else { return }
        throw Refusal(
            .usage, "--out \(directory) leads into the mirror \(mirror.root)",
            hints: [Self.placeHint])
    }

    private static let placeHint = "name a directory of its own, as in --out wheelhouse"

    /// A lock that somebody wrote is not to be written over by one of our lists.
    private func checkInputs(beside directory: String) throws(Refusal) {
        let folder = TextExpansion.cleaned(surroundings.absolute(directory))
        for path in options.inputs + options.constraints {
            let input = TextExpansion.cleaned(surroundings.absolute(path))
            guard HouseDirectory.lists.contains(where: { input == "\(folder)/\($0)" }) else {
                continue
            }
            throw Refusal(
                .usage, "\(path) would be written over by the list of that name in \(directory)",
                hints: [Self.placeHint])
        }
    }

    /// Nor is anything that has the name of one and was there before any warm-up.
    private func checkLists(in directory: String) throws(Refusal) {
        // What cannot be looked at is told by whoever writes there.
        let lists = try? HouseDirectory(surroundings.absolute(directory), .flat).foreignLists()
        guard let lists, !lists.isEmpty else { return }
        throw Refusal(
            .cantcreat, "\(NameList.text(lists)) in \(directory) would be written over",
            hints: [Self.placeHint])
    }
}

extension JobFile {
    /// Puts one index in the place of all others.
    ///
    /// What the job says of an index holds for it where that one has the same origin, or no address
    /// of its own: credentials are for nobody else.
    fileprivate mutating func passThrough(_ address: WebAddress) {
        let own = indexes.first { $0.url?.origin == address.origin }
        let open = indexes.count == 1 && indexes[0].url == nil ? indexes[0] : nil
        var settings = own ?? open ?? IndexSettings()
        // Nobody gave it a name that says anything.
        if own == nil { settings.name = address.origin.hostAndPort }
        settings.url = address
        settings.projects = [ProjectGlob("*")].compactMap(\.self)
        indexes = [settings]
    }
}
