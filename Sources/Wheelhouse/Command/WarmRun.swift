internal import Inputs
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Synchronization
internal import Transport

/// One warm-up: files are chosen, then fetched, or looked at, as its purpose wants.
struct WarmRun: Sendable {
    let options: WarmOptions
    let job: JobFile
    let surroundings: Surroundings
    let board: ProgressBoard
    let stop: StopSignal
    let sets: [TargetPins]
    /// Whether some input is a uv.lock.
    let readsUVLock: Bool
    let now: Instant
    let start = ContinuousClock.now
    private let network = Network()

    /// Nothing of it is there before something needs it.
    private final class Network: Sendable {
        private let content = Mutex<Upstream?>(nil)
        var upstream: Upstream? { content.withLock(\.self) }
        func keep(_ upstream: Upstream) { content.withLock { $0 = upstream } }
    }

    init(
        options: WarmOptions, job: JobFile, surroundings: Surroundings, board: ProgressBoard,
        stop: StopSignal, sets: [TargetPins], readsUVLock: Bool
    ) {
        self.readsUVLock = readsUVLock
        self.options = options
        self.job = job
        self.surroundings = surroundings
        self.board = board
        self.stop = stop
        self.sets = sets
        now = surroundings.now()
    }

    func perform(_ purpose: WarmPurpose, _ report: inout WarmReport) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                guard await stop.stopped() != nil else { return }
                await network.upstream?.client.shutdown(grace: .zero)
            }
            defer { group.cancelAll() }
            try await work(purpose, &report)
        }
        await count(&report)
        await network.upstream?.client.shutdown(grace: .zero)
        if case .signal(let number)? = stop.reason {
            report.end(Refusal(.tempfail, "signal \(number) ended the warm-up"))
        }
    }

    private func work(_ purpose: WarmPurpose, _ report: inout WarmReport) async throws {
        if case .check(let path) = purpose {
            try await HouseCheck(self, path).perform(&report)
            return report.conclude()
        }
        let pass = ChoicePass(sets: sets, options: options, board: board, stop: stop, now: now)
        let choice = try await pass.perform(pass.asksIndexes ? try await open() : nil)
        if case .signal? = stop.reason { return }
        report.holes = choice.holes
        report.failures = choice.failures
        for warning in choice.warnings { report.warn(warning) }
        switch purpose {
        case .printKeys: printKeys(choice, &report)
        case .fill(let path):
            let directory = HouseDirectory(
                surroundings.absolute(path), options.layout ?? .flat)
            try await Filling(run: self, directory: directory, choice: choice).perform(&report)
        case .passThrough:
            try await PassingThrough(run: self, choice: choice).perform(&report)
        case .check: break
        }
        report.conclude()
    }

    /// What the run has asked for, so far.
    func count(_ report: inout WarmReport) async {
        guard let upstream = network.upstream else { return }
        let statistics = await upstream.client.statistics
        report.requests = statistics.requests
        report.bytesDownloaded = statistics.bytes
        report.trust = upstream.trustLine
        for notice in await upstream.notices + upstream.client.notes { report.warn(notice) }
    }

    private func printKeys(_ choice: Choice, _ report: inout WarmReport) {
        for set in sets {
            for file in choice.files where file.targets.contains(set.target.name) {
                guard file.promisedSHA256 == nil else { continue }
                report.holes.append(
                    Hole(
                        set.target.name, (file.project, file.version), file: file.filename, .noHash,
                        "no SHA-256 of \(file.filename) is known before it is downloaded"))
            }
        }
        let targets = sets.map(\.target)
        report.keys =
            options.printsOneKey
            ? [choice.oneKey(over: targets, \.promisedSHA256)].compactMap(\.self)
            : choice.keys(of: targets, \.promisedSHA256)
        report.lines = report.keys.map(\.key)
    }

    // MARK: - Sources

    /// The mirror that files are taken from first.
    /// - Throws: `Refusal`: 66 where there is none.
    func mirror() throws(Refusal) -> MirrorLayout? {
        guard let path = options.mirror else { return nil }
        let reference = try MirrorReference(path, surroundings)
        try reference.requireMirror()
        return reference.layout
    }

    /// The indexes, made ready at the first call.
    /// - Throws: `Refusal`: 78 also where only an index can tell of some file and there is none.
    func open() async throws(Refusal) -> Upstream {
        if let upstream = network.upstream { return upstream }
        let pins = sets.flatMap(\.pins)
        let addresses = options.through == nil ? pins.flatMap(\.files).compactMap(\.url) : []
        // Where a job declares its hosts, others are asked by https alone, as a sync asks them.
        let origins = addresses.map(\.origin).filter {
            options.job == nil || $0.scheme == "https"
        }
        let upstream = try await Upstream.open(
            job, caFile: options.caFile, places: Set(origins),
            surroundings: surroundings)
        network.keep(upstream)
        let helpless = pins.first { pin in
            !pin.isSelfContained && pin.files.allSatisfy { $0.url == nil }
        }
        if !upstream.hasIndexes, let pin = helpless {
            throw Refusal(
                .config,
                "only an index can tell the files of \(pin.name)==\(pin.version) "
                    + "(\(pin.sources[0])), and neither pip nor uv on this machine is set up to "
                    + "use one",
                hints: ["name a job with an [[index]] by --job, or set PIP_INDEX_URL"])
        }
        return upstream
    }
}
