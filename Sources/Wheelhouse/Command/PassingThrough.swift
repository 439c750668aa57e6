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

    func perform(_ report: inout WarmReport) async throws {
        let upstream = try await run.open()
        let places = try await PlacePass(
            upstream: upstream, usesLocks: false, board: run.board, stop: run.stop
        ).perform(choice.files)
        let bytes = choice.files.compactMap(\.size).reduce(0, +)
        run.board.begin(.files, total: choice.files.count, bytes: bytes)
        let known = Mutex<[WantedFile.Identity: Digest]>([:])
        let undelivered = Mutex<[(WantedFile, Delivery.Undelivered)]>([])
        let problem = Mutex<StoreError?>(nil)
        var rest = choice.files[...]
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
                known.withLock { $0[file.identity] = reading.sha256 }
                isFailed = false
            } catch let reason as Delivery.Undelivered {
                undelivered.withLock { $0.append((file, reason)) }
            } catch let error as StoreError {
                problem.withLock { $0 = $0 ?? error }
            } catch {
                // Stopped; whoever did that says why.
            }
        }
        if let error = problem.withLock(\.self) { throw error }
        for (file, reason) in undelivered.withLock(\.self) { report.note(reason, of: file) }
        let fetched = known.withLock(\.self)
        report.files.new = fetched.count
        report.keys = run.sets.compactMap { set in
            choice.key(of: set.target) { fetched[$0.identity] }
        }
        report.summary = "\(fetched.count) files passed through \(upstream.indexNames)"
    }
}
