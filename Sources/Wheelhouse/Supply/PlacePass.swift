internal import Jobs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Synchronization

/// Finds out where files may be had: from the indexes first, then from where locks have them.
struct PlacePass: Sendable {
    let upstream: Upstream
    /// Whether locks may tell, too.
    let usesLocks: Bool
    let board: ProgressBoard
    let stop: StopSignal

    private static let concurrency = 32

    /// - Returns: by the files' identities.
    func perform(_ files: [WantedFile]) async throws -> [WantedFile.Identity: FilePlaces] {
        let found = Mutex<[WantedFile.Identity: FilePlaces]>([:])
        let known = files.filter { $0.index != nil }
        for file in known { found.withLock { $0[file.identity] = places(of: file, nil) } }
        let unknown = Dictionary(grouping: files.filter { $0.index == nil }, by: \.project)
            .sorted { $0.key < $1.key }
        if !unknown.isEmpty { board.begin(.pages, total: unknown.count) }
        var rest = unknown[...]
        try await BoundedTasks.run(atMost: Self.concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { project, files in
            let offer = upstream.hasIndexes ? await upstream.offer(of: project) : nil
            for file in files {
                let places = places(of: file, offer)
                found.withLock { $0[file.identity] = places }
            }
            board.finish(failed: false)
        }
        return found.withLock(\.self)
    }

    private func places(of file: WantedFile, _ offer: ProjectOffer?) -> FilePlaces {
        var places = FilePlaces()
        if let index = file.index, let address = WebAddress(file.facts.url) {
            places.add(address, index)
        }
        switch offer {
        case .page(let offered) where offered.page.status == .quarantined:
            // Withheld for a reason: what a lock knows of it is no way around that.
            places.obstacle = .quarantined(offered.index)
            return places
        case .page(let offered):
            if let address = address(of: file, on: offered.page) {
                places.add(address, offered.index)
            } else {
                places.obstacle = .lacksFile(offered.index)
            }
        case .absent(let asked):
            places.obstacle = .absent(names: asked.map(\.name).joined(separator: ", "))
        case .failed(let failure): places.obstacle = .failed(failure)
        case .stopped, nil: break
        }
        if usesLocks, let address = file.lockedAddress {
            for index in upstream.places(of: address, for: file.project) {
                places.add(address, index)
            }
            if places.all.isEmpty, !places.isFailed { places.obstacle = .undeclared(address) }
        }
        return places
    }

    /// The file with one of the hashes, else the one with the name, whatever its hash: the lock's
    /// counts.
    private func address(of file: WantedFile, on page: ProjectPage) -> WebAddress? {
        let digests = Set(file.facts.digests.filter(\.algorithm.isStrong))
        let key = DistributionKey(spelled: file.filename)
        let offered =
            page.files.first { !digests.isDisjoint(with: $0.digests) }
            ?? page.files.first { DistributionKey(spelled: $0.filename) == key }
        return offered.flatMap { WebAddress($0.url) }
    }
}
