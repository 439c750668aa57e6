package import Primitives
package import PythonPackaging
package import SimpleIndex

extension ProjectPage {
    /// The page as locks correct it: a locked hash stands in the place of a missing, weak or wrong
    /// one, and files that the index lacks come from where the lock has them.
    ///
    /// - Parameters:
    ///   - pins: of this project; those without a listing change nothing.
    ///   - index: whose page it is; nil: nobody's.
    ///   - hashesCount: whether what the page itself says of hashes is to be believed.
    package func corrected(
        by pins: [ReleasePin], of project: ProjectName, from index: WebAddress?,
        hashesCount: Bool = true
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
            page.correct(by: locked, of: project, index)
        }
        return page
    }

    private mutating func correct(
        by locked: ReleasePin.Locked, of project: ProjectName, _ origin: WebAddress?
    ) {
        let listing = locked.listing
        let versions = files.map {
            DistributionFilename.parse($0.filename, project: project)?.version
        }
        let isLocal = locked.takesLocal && !versions.contains(locked.version)
        let places = files.indices.filter { index in
            (isLocal ? versions[index]?.publicVersion : versions[index]) == locked.version
        }
        let exact = Set(places.compactMap { listing.place(byHashOf: files[$0]) })
        var found = exact
        for index in places {
            guard let place = listing.place(of: files[index]) else { continue }
            let listed = listing.files[place]
            if listing.place(byHashOf: files[index]) != nil {
                files[index].size = listed.size ?? files[index].size
            } else if !exact.contains(place) {
                found.insert(place)
                correct(index, by: listed, origin)
            }
        }
        for place in listing.files.indices where !found.contains(place) {
            if let file = listing.files[place].offered { files.append(file) }
        }
        if !listing.listsFiles { correct(places, by: listing) }
    }

    /// Where the lock names the very file, what it says of its bytes counts.
    private mutating func correct(_ index: Int, by listed: ListedFile, _ origin: WebAddress?) {
        if listed.isOnlyNamesake(on: origin) {
            files[index] = listed.facts
            return
        }
        let proves = { (digests: [Digest]) in digests.contains { $0.algorithm.isStrong } }
        if proves(listed.digests) {
            if proves(files[index].digests) {
                // The rest of what the page says is about those other bytes.
                files[index].coreMetadata = .absent
                files[index].size = nil
            }
            files[index].hashes = listed.hashes
        } else {
            // What proves nothing by itself has to be right besides what the page says.
            files[index].hashes.merge(listed.hashes) { $1 }
        }
        files[index].size = listed.size ?? files[index].size
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
