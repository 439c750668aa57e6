internal import Inputs
internal import Jobs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Transport

/// One warm-up: files are chosen, then fetched, or looked at, as its purpose wants.
struct WarmRun {
    let purpose: WarmPurpose
    let options: WarmOptions
    let job: JobFile
    let surroundings: Surroundings
    let board: ProgressBoard
    let stop: StopSignal
    let sets: [TargetPins]

    func perform(_ report: inout WarmReport) async throws {
        let pass = ChoicePass(
            sets: sets, options: options, board: board, stop: stop, now: surroundings.now())
        var upstream: Upstream?
        if let pin = pass.unknown { upstream = try await open(asking: pin) }
        let choice = try await pass.perform(upstream)
        report.holes = choice.holes
        report.failures = choice.failures
        for warning in choice.warnings { report.warn(warning) }
        printKeys(choice, &report)
        if let upstream {
            let statistics = await upstream.client.statistics
            report.requests = statistics.requests
            report.bytesDownloaded = statistics.bytes
            await upstream.client.shutdown(grace: .zero)
        }
        report.conclude()
    }

    private func printKeys(_ choice: Choice, _ report: inout WarmReport) {
        guard report.holes.isEmpty else { return }
        for set in sets {
            for file in choice.files where file.targets.contains(set.target.name) {
                guard file.sha256 == nil else { continue }
                report.holes.append(
                    Hole(
                        set.target.name, (file.project, file.version), file: file.filename, .noHash,
                        "no SHA-256 of \(file.filename) is known before it is downloaded"))
            }
            if let key = choice.key(of: set.target, \.sha256) { report.keys.append(key) }
        }
        report.lines = report.keys.map(\.key)
    }

    // MARK: - Indexes

    /// - Parameter pin: what only an index can tell of; nil where locks tell all.
    private func open(asking pin: Pin?) async throws(Refusal) -> Upstream {
        let addresses = sets.flatMap(\.pins).flatMap(\.files).compactMap(\.url)
        let upstream = try await Upstream.open(
            job, caFile: options.caFile, places: Set(addresses.map(\.origin)),
            surroundings: surroundings)
        guard let pin, !upstream.hasIndexes, !pin.files.contains(where: { $0.url != nil }) else {
            return upstream
        }
        throw Refusal(
            .config,
            "only an index can tell the files of \(pin.name)==\(pin.version) (\(pin.sources[0])), "
                + "and neither pip nor uv on this machine is set up to use one",
            hints: ["name a job with an [[index]] by --job, or set PIP_INDEX_URL"])
    }
}
