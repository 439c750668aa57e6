internal import Jobs
internal import MirrorStore
internal import Primitives
internal import Synchronization

/// Which of the wanted files stand in a wheelhouse: each is read from its first byte to its last.
struct HouseInventory: Sendable {
    private(set) var stored: [StoredFile] = []
    /// Missing, or there with damage.
    private(set) var needed: [WantedFile] = []
    private(set) var occupied: [Occupation] = []
    /// Right by their bytes, and of no use to anybody.
    private(set) var broken: [(file: WantedFile, reason: String)] = []

    /// Files that are read at once.
    private static let concurrency = 8

    private enum Standing {
        case stored(StoredFile)
        case needed
        case occupied(Occupation)
        case broken(String)
    }

    /// - Parameter files: in this order they come out.
    static func take(
        _ files: [WantedFile], _ directory: HouseDirectory, _ records: HouseRecords,
        _ stop: StopSignal
    ) async throws -> HouseInventory {
        let standings = Mutex<[Int: Result<Standing, StoreError>]>([:])
        var rest = files.indices[...]
        try await BoundedTasks.run(atMost: concurrency) {
            stop.reason == nil ? rest.popFirst() : nil
        } _: { index in
            let standing: Result<Standing, StoreError>
            do throws(StoreError) {
                standing = .success(try await self.standing(of: files[index], directory, records))
            } catch {
                standing = .failure(error)
            }
            standings.withLock { $0[index] = standing }
        }
        var inventory = HouseInventory()
        for (index, standing) in standings.withLock(\.self).sorted(by: { $0.key < $1.key }) {
            switch try standing.get() {
            case .stored(let file): inventory.stored.append(file)
            case .needed: inventory.needed.append(files[index])
            case .occupied(let occupation): inventory.occupied.append(occupation)
            case .broken(let reason): inventory.broken.append((files[index], reason))
            }
        }
        return inventory
    }

    private static func standing(
        of file: WantedFile, _ directory: HouseDirectory, _ records: HouseRecords
    ) async throws(StoreError) -> Standing {
        if let rival = records.rival(of: file, sha256: file.sha256) {
            return .occupied(
                Occupation(
                    wanted: file, path: rival.path, present: rival.sha256, expected: file.sha256))
        }
        guard let path = records.place(of: file, sha256: file.sha256),
            let present = try await directory.read(path, file.algorithms),
            let sha256 = present.sha256
        else { return .needed }
        let recorded = records.sha256[path]
        // Where nobody knows the hash, it is the one that was seen when the file came.
        if file.objection(to: present) == nil, file.isVouchedFor || recorded == sha256 {
            if let defect = try await WheelDefect.find(
                in: directory.path(path), file, directory.disk)
            {
                return .broken(defect)
            }
            return .stored(
                StoredFile(
                    wanted: file, path: path, sha256: sha256, size: present.size, isNew: false))
        }
        // What the lists have with the wanted hash was damaged since, and comes again. Where the
        // hash is learnt from the bytes, they decide once they are here.
        guard let wanted = file.sha256, recorded != wanted else { return .needed }
        return .occupied(
            Occupation(wanted: file, path: path, present: sha256, expected: wanted))
    }
}
