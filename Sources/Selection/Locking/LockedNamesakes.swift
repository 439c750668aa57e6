package import Primitives
package import PythonPackaging
package import SimpleIndex

/// A project's page as the pins correct it, where locks may have different files of one name: tools
/// lock a release from two indexes, each for some environments.
package struct LockedNamesakes: Sendable {
    package let page: ProjectPage
    /// The names under which targets want different bytes; no page can serve them. Sorted.
    package let names: [String]

    /// - Parameters:
    ///   - index: whose page it is.
    ///   - hashesCount: whether what the page itself says of hashes is to be believed.
    package init(
        _ page: ProjectPage, of project: ProjectName, _ selection: FileSelection,
        from index: WebAddress?, hashesCount: Bool, now: Instant
    ) {
        let pins = selection.pins(of: project)
        let corrected = { (pins: [ReleasePin]) in
            page.corrected(by: pins, of: project, from: index, hashesCount: hashesCount)
        }
        let listed = Set(pins.compactMap(\.listing)).flatMap(\.files).map(\.facts)
        guard !RepeatedFiles.namesakes(among: listed).isEmpty else {
            self.page = corrected(pins)
            names = []
            return
        }
        var chosen: [IndexFile] = []
        var narrowed: [ReleasePin] = []
        for pin in pins {
            let page = corrected([pin])
            let files = selection.alone(pin).decide(page, project: project, now: now)
                .keptIndexes.map { page.files[$0] }
            chosen += files
            narrowed.append(pin.narrowed(to: files))
        }
        names = RepeatedFiles.namesakes(among: chosen)
        // Of two files of one name the page gets the one that somebody takes.
        self.page = corrected(narrowed)
    }
}

extension FileSelection {
    fileprivate func alone(_ pin: ReleasePin) -> FileSelection {
        var rules = rules
        rules.requirements = []
        rules.projectGlobs = []
        return FileSelection(rules, pins: [pin])
    }
}

extension ReleasePin {
    /// The pin, as if its lock listed no other files.
    fileprivate func narrowed(to files: [IndexFile]) -> ReleasePin {
        guard let listing, listing.listsFiles else { return self }
        let places = Set(files.compactMap { listing.place(of: $0) })
        return ReleasePin(
            release, target: target, isYanked: isYanked, isExact: isExact, reason: reason,
            listing: FileListing(
                files: places.sorted().map { listing.files[$0] }, hashes: listing.hashes),
            match: match, needs: needs, roots: roots)
    }
}
