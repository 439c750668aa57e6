internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Synchronization

/// `--through`: fetches every chosen file once from an index that keeps what it passes on, such as a
/// caching proxy; the bytes are held against their hashes and dropped.
struct PassingThrough {
    let run: WarmRun
    let choice: Choice

    private static let concurrency = 32

    /// What has been fetched so far, and from where.
    private struct Passed {
        var sha256: [WantedFile.Identity: Digest] = [:]
        var places: [WantedFile.Identity: FilePlaces] = [:]
        var undelivered: [(file: WantedFile, reason: Delivery.Undelivered)] = []
        var error: (any Error)?
    }

    func perform(_ report: inout WarmReport) async throws {
        let upstream = try await run.open()
        var passed = try await pass(choice.files, upstream)
        if run.options.allowsSdists { try await passBuilds(&passed, upstream, &report) }
        if let error = passed.error { throw error }
        if case .signal? = run.stop.reason { return }
        for (file, reason) in passed.undelivered { report.note(reason, of: file) }
        report.files.new = passed.sha256.count
        report.keys = choice.keys(of: run.sets.map(\.target)) { passed.sha256[$0.identity] }
        report.summary = "\(passed.sha256.count) files passed through \(upstream.indexNames)"
    }

    private func pass(_ files: [WantedFile], _ upstream: Upstream) async throws -> Passed {
        let places = try await PlacePass(
            upstream: upstream, usesLocks: false, board: run.board, stop: run.stop
        ).perform(files)
        let bytes = files.compactMap(\.size).reduce(Int64(0)) { $0.addingSaturated($1) }
        run.board.begin(.files, total: files.count, bytes: bytes)
        let passed = Mutex(Passed(places: places))
        var rest = files[...]
        try await BoundedTasks.run(atMost: Self.concurrency) {
            run.stop.reason == nil ? rest.popFirst() : nil
        } _: { file in
            let flight = run.board.start(file.filename, size: file.size)
            var isFailed = true
            defer { run.board.end(flight, failed: isFailed) }
            let delivery = Delivery(
                file: file, places: places[file.identity] ?? FilePlaces(), client: upstream.client,
                now: run.now)
            do {
                let reading = try await delivery.perform(flight.progress) {
                    () throws(StoreError) in try SystemDisk().openForDiscard()
                }.reading
                passed.withLock { $0.sha256[file.identity] = reading.sha256 }
                isFailed = false
            } catch let reason as Delivery.Undelivered {
                passed.withLock { $0.undelivered.append((file, reason)) }
            } catch is Delivery.Stopped {
                // Whoever did that says why.
            } catch {
                passed.withLock { $0.error = $0.error ?? error }
                run.stop.stop(.disk)
            }
        }
        return passed.withLock(\.self)
    }

    /// Passes on what source distributions are built with, and what that is built with.
    private func passBuilds(
        _ passed: inout Passed, _ upstream: Upstream, _ report: inout WarmReport
    ) async throws {
        var seen = Set(choice.files.map(\.identity))
        var sdists = choice.files.filter { $0.isSdist && passed.sha256[$0.identity] != nil }
        while !sdists.isEmpty, run.stop.reason == nil {
            let places = passed.places
            let needs = try await BuildPass(run: run).needs(of: sdists) { file in
                guard let place = places[file.identity]?.all.first else { throw Nowhere() }
                return try await upstream.source(
                    at: place.address, of: place.index, size: file.size)
            }
            report.add(needs)
            let wanted = needs.files.filter { seen.insert($0.identity).inserted }
            let more = try await pass(wanted, upstream)
            passed.sha256.merge(more.sha256) { first, _ in first }
            passed.places.merge(more.places) { first, _ in first }
            passed.undelivered += more.undelivered
            passed.error = passed.error ?? more.error
            sdists = wanted.filter { $0.isSdist && more.sha256[$0.identity] != nil }
        }
    }

    private struct Nowhere: Error, CustomStringConvertible {
        let description = "no index has it"
    }
}
