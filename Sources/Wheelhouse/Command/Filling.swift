internal import Inputs
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// Brings a wheelhouse to what was chosen, as the only one that changes it meanwhile.
struct Filling {
    let run: WarmRun
    let directory: HouseDirectory
    let choice: Choice

    /// - Throws: `Refusal`, `StoreError`; what is missing is told in the report.
    func perform(_ report: inout WarmReport) async throws {
        try checkDistinct()
        let mirror = try run.mirror()
        var lock: MirrorLock?
        do {
            lock = try await takeLock()
            if lock == nil { return }
        } catch let error as StoreError where error.diskFailure == .cannotCreate {
            // Where everything is there already nothing has to be written.
            guard directory.isReadOnly else { throw error }
        }
        defer { withExtendedLifetime(lock) {} }
        do {
            try await fill(mirror, &report)
        } catch {
            report.end(error)
            try? await writeReport(&report)
        }
    }

    private func fill(_ mirror: MirrorLayout?, _ report: inout WarmReport) async throws {
        try directory.sweep()
        let records = try HouseRecords(directory)
        let pass = SupplyPass(
            directory: directory, records: records, mirror: mirror, board: run.board,
            stop: run.stop, now: run.now)
        var supply = try await provide(choice.files, pass)
        if run.options.allowsSdists { try await provideBuilds(&supply, pass, &report) }
        run.board.begin(.publishing)
        note(supply, &report)
        if let error = supply.error { throw error }
        if case .signal? = run.stop.reason { return }
        try await settle(supply, records, &report)
    }

    /// - Returns: nil where a signal came first.
    private func takeLock() async throws -> MirrorLock? {
        let taking = LockTaking(
            path: directory.lockPath, wait: .wait(nil), overrunAfter: .seconds(86_400),
            surroundings: run.surroundings, board: run.board, stop: run.stop)
        switch try await taking.take() {
        case .taken(let lock): return lock
        case .held(let refusal, speaks: _):
            if run.stop.reason != nil { return nil }
            throw refusal
        }
    }

    // MARK: - Files

    /// Sees to it that files are there.
    private func provide(_ files: [WantedFile], _ pass: SupplyPass) async throws -> Supply {
        var pass = pass
        if directory.layout == .index {
            try pass.records.read(HouseIndex(directory: directory), of: files)
        }
        let inventory = try await HouseInventory.take(files, directory, pass.records, run.stop)
        var supply = Supply(stored: inventory.stored, occupied: inventory.occupied)
        supply.undelivered = inventory.broken.map { file, reason in
            (file, Delivery.Undelivered(failures: [], kind: .noMatch, reason: reason))
        }
        if !inventory.needed.isEmpty, run.stop.reason == nil {
            supply.add(try await fetch(inventory.needed, pass))
        }
        return supply
    }

    /// Adds what source distributions are built with, and what that is built with, until nothing
    /// new comes up.
    private func provideBuilds(
        _ supply: inout Supply, _ pass: SupplyPass, _ report: inout WarmReport
    ) async throws {
        var seen = Set(supply.stored.map(\.wanted.identity))
        var sdists = supply.stored.filter(\.wanted.isSdist)
        while !sdists.isEmpty, run.stop.reason == nil {
            let paths = Dictionary(
                sdists.map { ($0.wanted.identity, directory.path($0.path)) },
                uniquingKeysWith: { first, _ in first })
            let needs = try await BuildPass(run: run).needs(of: sdists.map(\.wanted)) { file in
                try FileSource(try directory.disk.open(paths[file.identity] ?? directory.root))
            }
            report.add(needs)
            var wanted: [WantedFile] = []
            for file in needs.files where seen.insert(file.identity).inserted {
                wanted.append(file)
            }
            let more = try await provide(wanted, pass)
            supply.add(more)
            sdists = more.stored.filter(\.wanted.isSdist)
        }
    }

    private func fetch(_ files: [WantedFile], _ pass: SupplyPass) async throws -> Supply {
        var (supply, rest) = try await pass.takeFromMirror(files)
        guard !rest.isEmpty, run.stop.reason == nil else { return supply }
        let space = try directory.disk.space(at: directory.root)
        supply.undelivered += refuseOversized(&rest, space)
        guard !rest.isEmpty else { return supply }
        let upstream = try await run.open()
        try checkRoom(for: rest, space)
        let places = try await PlacePass(
            upstream: upstream, usesLocks: true, board: run.board, stop: run.stop
        ).perform(rest)
        supply.add(try await pass.download(rest, places, upstream))
        return supply
    }

    /// Takes out files that are said to be larger than the disk that is to hold them.
    private func refuseOversized(
        _ files: inout [WantedFile], _ space: DiskSpace
    ) -> [(file: WantedFile, reason: Delivery.Undelivered)] {
        let isOversized = { (file: WantedFile) in (file.size ?? 0) > space.totalBytes }
        defer { files.removeAll(where: isOversized) }
        return files.filter(isOversized).map { file in
            let reason =
                "it is said to have \(ByteCount(file.size ?? 0)), more than the disk of "
                + "\(directory.root) holds"
            let undelivered = Delivery.Undelivered(
                failures: [], kind: .tooLarge, reason: reason,
                hint: "name a place on a larger disk by --out")
            return (file, undelivered)
        }
    }

    /// Holds what is going to be written against the disk, before byte one.
    private func checkRoom(for files: [WantedFile], _ space: DiskSpace) throws {
        let need = files.compactMap(\.size).reduce(Int64(0)) { $0.addingSaturated($1) }
        guard need > space.freeBytes || (space.freeInodes.map { $0 < files.count } ?? false) else {
            return
        }
        guard need > space.freeBytes else {
            throw Refusal(
                .cantcreat,
                "the file system of \(directory.root) has no inodes left for "
                    + WarmReport.counted(files.count, "file"),
                hints: ["remove files there that nobody needs, or name another place by --out"])
        }
        throw Refusal(
            .cantcreat,
            "not enough space for \(directory.root): \(ByteCount(need)) are missing, in "
                + WarmReport.counted(files.count, "file")
                + ", and \(ByteCount(space.freeBytes)) are free",
            hints: ["make room there, or name another place by --out"])
    }

    private func note(_ supply: Supply, _ report: inout WarmReport) {
        report.files.new = supply.stored.count(where: \.isNew)
        report.files.reused = supply.stored.count - report.files.new
        for (name, detours) in Dictionary(grouping: supply.detours, by: \.index)
            .sorted(by: { $0.key < $1.key })
        {
            let rest = detours.count > 1 ? " (and \(detours.count - 1) more)" : ""
            report.warn(
                "index \(name): \(detours[0].message)\(rest); locks told where else it is")
        }
        for occupation in supply.occupied {
            report.add(
                holesFor: occupation.wanted, .hashMismatch, occupation.reason(in: directory))
        }
        for (file, reason) in supply.undelivered { report.note(reason, of: file) }
    }

    // MARK: - Lists

    /// Writes down what stands here, or what is missing.
    private func settle(
        _ supply: Supply, _ records: HouseRecords, _ report: inout WarmReport
    ) async throws {
        let notes = try await WheelNotes.read(
            supply.stored, directory, places: report.holes.isEmpty)
        for file in supply.stored {
            guard let python = notes[file.path]?.requiresPython else { continue }
            report.add(
                holesFor: file.wanted, .noMatch,
                "\(file.wanted.filename) requires Python \(python) by its own metadata",
                at: run.sets.map(\.target).filter { !$0.accepts(requiresPython: python) })
        }
        if report.holes.isEmpty {
            let keys = try keys(supply.stored)
            report.keys = keys.each
            try await publish(supply.stored, notes, records, all: keys.all, &report)
        }
        report.conclude()
        try await writeReport(&report)
    }

    private func writeReport(_ report: inout WarmReport) async throws {
        await run.count(&report)
        report.duration = ContinuousClock.now - run.start
        if directory.isReadOnly { return }
        do throws(StoreError) {
            try directory.replace(HouseDirectory.reportFile, with: report.document.json.cut.pretty)
        } catch {
            // What was done holds without it.
            guard error.lacksRoom else { throw error }
            report.warn(
                "\(directory.path(HouseDirectory.reportFile)) does not tell of this run: no room is "
                    + "left for it")
        }
    }

    /// One for each target, and the one over all of them.
    private func keys(
        _ stored: [StoredFile]
    ) throws(Refusal) -> (each: [WarmReport.Key], all: WarmReport.Key?) {
        let known = Dictionary(
            stored.map { ($0.wanted.identity, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        if let lost = choice.files.first(where: { known[$0.identity] == nil }) {
            throw Refusal(.software, "what became of \(lost.filename) is not known")
        }
        let targets = run.sets.map(\.target)
        return (
            choice.keys(of: targets) { known[$0.identity] },
            choice.oneKey(over: targets) { known[$0.identity] }
        )
    }

    private func publish(
        _ stored: [StoredFile], _ notes: [String: WheelNotes], _ records: HouseRecords,
        all key: WarmReport.Key?,
        _ report: inout WarmReport
    ) async throws {
        for warning in DependencyNotes(run.sets).warnings(stored, notes) { report.warn(warning) }
        if stored.contains(where: \.isNew) { try await directory.synchronize() }
        let pruning = Pruning(directory, keeping: Set(stored.map(\.path)))
        let surplus = run.options.prunes ? try pruning.surplus() : []
        let index = HouseIndex(directory: directory)
        if directory.layout == .index {
            try IndexPass(index: index, surplus: Set(surplus)).perform(stored, notes)
        } else if !surplus.isEmpty, try index.exists {
            try IndexPass(index: index, surplus: Set(surplus)).perform([], [:])
        }
        let lists = try HouseLists(
            stored.map(\.held), others: try others(than: stored, surplus, records),
            targets: run.sets.map(\.target), all: key, keys: report.keys,
            layout: directory.layout)
        try write(lists)
        report.files.removed = try pruning.remove(surplus)
        report.summary =
            "\(directory.root): \(stored.count) files for "
            + "\(report.targets.joined(separator: ", ")), \(report.files.new) of them new"
        if directory.layout == .flat, run.readsUVLock {
            report.hints.append(
                "\"uv sync --frozen\" does not look into a flat house: install from it with "
                    + "\"uv pip sync --no-index --find-links \(directory.root) --require-hashes "
                    + "\(directory.path(HouseDirectory.requirementsFile))\"")
        }
    }

    /// What earlier runs left here and nobody prunes.
    private func others(
        than stored: [StoredFile], _ surplus: [String], _ records: HouseRecords
    ) throws(StoreError) -> [String: Digest] {
        let gone = Set(surplus)
        var others: [String: Digest] = [:]
        for (path, digest) in records.sha256 where !gone.contains(path) {
            if try directory.holds(path) { others[path] = digest }
        }
        return others
    }

    /// The key comes last: where it stands, everything that it speaks of does.
    private func write(_ lists: HouseLists) throws(StoreError) {
        let files = [
            (HouseDirectory.requirementsFile, lists.requirements),
            (HouseDirectory.lockFile, lists.lock), (HouseDirectory.checksumFile, lists.checksums),
        ]
        // Nothing is touched before all of it could be written.
        var drafts: [(name: String, path: String)] = []
        for (name, text) in files where try directory.content(name) != Array(text.utf8) {
            drafts.append((name, try directory.draft(of: name, Array(text.utf8))))
        }
        guard !drafts.isEmpty else {
            return try directory.replace(HouseDirectory.keyFile, with: lists.keys)
        }
        _ = try directory.content(HouseDirectory.keyFile)
        let key = try directory.draft(of: HouseDirectory.keyFile, Array(lists.keys.utf8))
        try directory.remove(HouseDirectory.keyFile)
        for (name, draft) in drafts + [(HouseDirectory.keyFile, key)] {
            try directory.adopt(draft, as: name)
        }
    }

    /// Whether markers can tell the targets apart, found out before anything is fetched.
    private func checkDistinct() throws(Refusal) {
        let unknown = Digest(.sha256, bytes: [UInt8](repeating: 0, count: 32))
        let files = choice.files.compactMap { file in
            (file.sha256 ?? unknown).map { sha256 in
                StoredFile(wanted: file, path: file.filename, sha256: sha256, size: 0, isNew: true)
                    .held
            }
        }
        do throws(IndistinctTargets) {
            _ = try PylockListing.text(files, for: run.sets.map(\.target))
        } catch {
            throw Refusal(
                .dataerr, "\(error)", hints: [IndistinctTargets.advice])
        }
    }
}
