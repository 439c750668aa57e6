internal import Jobs
internal import MirrorStore
internal import Primitives
internal import Reporting
internal import Synchronization

/// Brings files into a wheelhouse: out of a mirror where one has them, else from where they may be
/// had.
struct SupplyPass: Sendable {
    let directory: HouseDirectory
    var records: HouseRecords
    /// `--mirror`.
    let mirror: MirrorLayout?
    let board: ProgressBoard
    let stop: StopSignal
    let now: Instant

    /// Files in hand at once.
    static let concurrency = 32

    /// Takes what the mirror has.
    /// - Returns: what came, and the files that did not.
    func takeFromMirror(_ files: [WantedFile]) async throws -> (Supply, rest: [WantedFile]) {
        guard let mirror, !files.isEmpty else { return (Supply(), files) }
        let rest = Mutex<[WantedFile]>([])
        let result = try await each(files) { file, number in
            guard let sha256 = file.sha256,
                let object = try? Self.object(sha256.hex, mirror, directory.disk)
            else {
                rest.withLock { $0.append(file) }
                return nil
            }
            let draft = Draft(number, in: directory)
            let reading = try await draft.copy(object, file.algorithms)
            guard file.objection(to: reading) == nil else {
                rest.withLock { $0.append(file) }
                return nil
            }
            return (draft, reading, [])
        }
        return (result, rest.withLock(\.self))
    }

    /// Downloads files.
    /// - Parameter places: of each of them.
    func download(
        _ files: [WantedFile], _ places: [WantedFile.Identity: FilePlaces], _ upstream: Upstream
    ) async throws -> Supply {
        let bytes = files.compactMap(\.size).reduce(Int64(0)) { $0.addingSaturated($1) }
        board.begin(.files, total: files.count, bytes: bytes)
        return try await each(files) { file, number in
            let flight = board.start(file.filename, size: file.size)
            var isFailed = true
            defer { board.end(flight, failed: isFailed) }
            let draft = Draft(number, in: directory)
            let delivery = Delivery(
                file: file, places: places[file.identity] ?? FilePlaces(), client: upstream.client,
                now: now)
            let delivered = try await delivery.perform(flight.progress) { () throws(StoreError) in
                try draft.empty()
            }
            isFailed = false
            return (draft, delivered.reading, delivered.earlier)
        }
    }

    private typealias Brought = (draft: Draft, reading: HouseDirectory.Reading, detours: [Failure])

    /// Has each file brought and puts it in its place.
    private func each(
        _ files: [WantedFile],
        _ bring: @escaping @Sendable (WantedFile, Int) async throws -> Brought?
    ) async throws -> Supply {
        let result = Mutex(Supply())
        var rest = Array(files.enumerated())[...]
        try await BoundedTasks.run(atMost: Self.concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { number, file in
            do {
                guard let brought = try await bring(file, number) else { return }
                let draft = brought.draft.path
                let defect = try await WheelDefect.find(
                    in: draft, file, directory.disk, isNew: true)
                if let defect {
                    throw Delivery.Undelivered(failures: [], kind: .noMatch, reason: defect)
                }
                let placing = try await place(brought, of: file)
                result.withLock { result in
                    result.detours += brought.detours
                    switch placing {
                    case .stored(let stored): result.stored.append(stored)
                    case .occupied(let occupation): result.occupied.append(occupation)
                    }
                }
            } catch let reason as Delivery.Undelivered {
                result.withLock { $0.undelivered.append((file, reason)) }
            } catch is Delivery.Stopped {
                // Whoever did that says why.
            } catch {
                result.withLock { $0.error = $0.error ?? error }
                stop.stop(.disk)
            }
        }
        return result.withLock(\.self)
    }

    private enum Placing {
        case stored(StoredFile)
        case occupied(Occupation)
    }

    /// A name that stands for other bytes already keeps them, but where these are damaged ones.
    private func place(
        _ brought: Brought, of file: WantedFile
    ) async throws(StoreError) -> Placing {
        guard let sha256 = brought.reading.sha256,
            let path = records.place(of: file, sha256: sha256)
        else { preconditionFailure("a file was brought without its SHA-256") }
        if let rival = records.rival(of: file, sha256: sha256) {
            return .occupied(
                Occupation(
                    wanted: file, path: rival.path, present: rival.sha256, expected: sha256))
        }
        let present = try await directory.read(path, [])?.sha256
        if let present, present != sha256, records.sha256[path] != sha256 {
            return .occupied(
                Occupation(wanted: file, path: path, present: present, expected: sha256))
        }
        try directory.adopt(brought.draft.path, as: path)
        return .stored(
            StoredFile(
                wanted: file, path: path, sha256: sha256, size: brought.reading.size, isNew: true))
    }

    /// A file of the mirror's pool with that hash, whatever it is called there.
    private static func object(
        _ sha256: String, _ mirror: MirrorLayout, _ disk: any Disk
    ) throws(StoreError) -> String? {
        let folder = String(mirror.object(sha256: sha256, filename: "").dropLast())
        for name in try disk.list(folder).sorted()
        where !name.hasSuffix(".metadata") && !name.hasSuffix(".provenance") {
            if try disk.status("\(folder)/\(name)")?.kind == .file { return "\(folder)/\(name)" }
        }
        return nil
    }
}
