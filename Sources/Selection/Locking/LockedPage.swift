import Primitives
package import PythonPackaging
package import SimpleIndex

extension ProjectPage {
    /// The page as locks correct it: a locked hash stands in the place of a missing, weak or wrong
    /// one, and files that the index lacks come from where the lock has them.
    ///
    /// - Parameters:
    ///   - pins: of this project; those without a listing change nothing.
    ///   - hashesCount: whether what the page itself says of hashes is to be believed.
    package func corrected(
        by pins: [ReleasePin], of project: ProjectName, hashesCount: Bool = true
    ) -> ProjectPage {
        var page = self
        if !hashesCount {
            for index in page.files.indices {
                page.files[index].hashes = [:]
                page.files[index].coreMetadata = .absent
            }
        }
        var known: Set<ReleasePin.Locked> = []
        for case let locked? in pins.map(\.locked) where known.insert(locked).inserted {
            page.correct(by: locked, of: project)
        }
        return page
    }

    private mutating func correct(by locked: ReleasePin.Locked, of project: ProjectName) {
        let listing = locked.listing
        let places = files.indices.filter { index in
            let name = DistributionFilename.parse(files[index].filename, project: project)
            return name?.version == locked.version
        }
        let exact = places.compactMap { listing.place(byHashOf: files[$0]) }
        var found = Set(exact)
        for index in places where listing.place(byHashOf: files[index]) == nil {
            guard let place = listing.place(of: files[index]), !exact.contains(place) else {
                continue
            }
            found.insert(place)
            correct(index, by: listing.files[place])
        }
        for place in listing.files.indices where !found.contains(place) {
            if let file = listing.files[place].offered { files.append(file) }
        }
        if listing.files.isEmpty { correct(places, by: listing) }
    }

    /// Where the lock names the very file, what it says of its bytes counts.
    private mutating func correct(_ index: Int, by listed: ListedFile) {
        guard !listed.digests.isEmpty else { return }
        if files[index].digests.contains(where: { $0.algorithm.isStrong }) {
            // The rest of what the page says is about those other bytes.
            files[index].coreMetadata = .absent
            files[index].size = listed.size
        }
        files[index].hashes = listed.hashes
    }

    /// Where the lock lists hashes without names, the bytes alone can tell which of them a file has
    /// that comes without one, or with one that nothing lists.
    private mutating func correct(_ places: [Int], by listing: FileListing) {
        guard listing.tellsHashes else { return }
        let isAnyListed = places.contains { listing.vouches(for: files[$0].digests) != false }
        for index in places {
            switch listing.vouches(for: files[index].digests) {
            case nil: files[index].hashes = [:]
            case false? where !isAnyListed:
                files[index].hashes = [:]
                files[index].coreMetadata = .absent
            default: break
            }
        }
    }
}
