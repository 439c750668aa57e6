internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Selection
internal import SimpleIndex

/// Chooses the files of one pinned release for one target, as a job chooses its own.
struct FileChoice {
    let target: Target
    private let rules: SelectionRules
    private let now: Instant

    /// What was chosen, and why it is nothing where it is.
    struct Result {
        let files: [IndexFile]
        let unserved: UnservedPin?
        /// Whether a source distribution would be taken if it were allowed to.
        var needsSdist = false
    }

    init(_ target: Target, _ options: WarmOptions, now: Instant) {
        self.target = target
        self.now = now
        var rules = SelectionRules()
        rules.targets = [target]
        rules.sdists = options.allowsSdists ? .fallback : .never
        rules.wheels = options.takesAllWheels ? .compatible : .best
        // What is pinned is wanted, yanked or not.
        rules.yanked = .keep
        rules.prereleases = .allow
        self.rules = rules
    }

    /// Chooses as locks correct what an index says.
    /// - Parameters:
    ///   - listing: the pin's.
    ///   - page: the project's; an empty one where the lock tells all.
    ///   - index: whose page it is.
    func choose(
        _ pin: Pin, _ listing: FileListing, correcting page: ProjectPage,
        from index: WebAddress?, hashesCount: Bool = true
    ) -> Result {
        choose(
            pin, listing,
            on: page.corrected(
                by: [release(pin, listing)], of: pin.name, from: index,
                hashesCount: hashesCount))
    }

    private func release(_ pin: Pin, _ listing: FileListing) -> ReleasePin {
        ReleasePin(
            ReleaseID(pin.name, pin.version), target: target.name, isYanked: true,
            reason: "\(pin.name)\(pin.match.sign)\(pin.version) (\(pin.sources[0]))",
            listing: listing, match: pin.match)
    }

    /// Chooses among files that are as the page says.
    /// - Parameter listing: only the files that it accepts are taken.
    func choose(_ pin: Pin, _ listing: FileListing, on page: ProjectPage) -> Result {
        let release = release(pin, listing)
        let decision = FileSelection(rules, pins: [release])
            .decide(page, project: pin.name, now: now)
        var result = Result(
            files: decision.keptIndexes.map { page.files[$0] }, unserved: decision.unserved.first)
        if result.files.isEmpty, rules.sdists == .never {
            var others = rules
            others.sdists = .fallback
            result.needsSdist = !FileSelection(others, pins: [release])
                .decide(page, project: pin.name, now: now).keptIndexes.isEmpty
        }
        return result
    }
}

extension Pin {
    /// Whether locks alone tell which files there are, where, and with which hashes.
    var isSelfContained: Bool {
        lockedFiles?.allSatisfy { file in
            file.url != nil && file.hashes.contains { $0.algorithm.isStrong }
        } ?? false
    }

    /// Whether locks alone tell all that is asked for: for a key, where files are does not matter.
    func needsNoIndex(for options: WarmOptions) -> Bool {
        if isSelfContained { return true }
        guard options.printsKeys, let lockedFiles else { return false }
        return lockedFiles.allSatisfy { $0.hashes.contains { $0.algorithm == .sha256 } }
    }
}
