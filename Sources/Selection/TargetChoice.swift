import PythonPackaging
import SimpleIndex

/// What one wish keeps of a project for one target: the rules that weigh files against each other.
struct TargetChoice {
    let rules: SelectionRules
    let wish: Wish
    /// nil: every wheel.
    let target: Target?
    /// The places in the page of the files that the wish's lock lists; nil: there is no lock.
    let listed: Set<Int>?

    private var acceptsPython: [String: Bool] = [:]

    init(_ rules: SelectionRules, _ wish: Wish, _ target: Target?, listed: Set<Int>? = nil) {
        self.listed = listed
        self.rules = rules
        self.wish = wish
        self.target = target
    }

    /// - Parameter releases: newest first.
    /// - Returns: whether anything is kept.
    mutating func choose(from releases: [Release], _ verdicts: inout [Verdict]) -> Bool {
        var acceptable: [Release] = []
        for release in releases {
            let allowance = Allowance(
                yanked: allowsYanked(release), unlisted: allowsUnlisted(release))
            let left = accepted(of: release, allowance, &verdicts)
            if !left.isEmpty { acceptable.append(left) }
        }
        acceptable = withoutNeedlessPrereleases(acceptable, &verdicts)
        let taken = newest(of: acceptable, &verdicts)
        for release in taken { keep(release, &verdicts) }
        return taken.contains { !$0.candidates.isEmpty }
    }

    // MARK: One release at a time

    /// The release as a resolution may choose it; nil where the target may have none of its files.
    mutating func eligible(
        _ release: Release, _ version: Version, _ page: ProjectPage, _ verdicts: inout [Verdict]
    ) -> EligibleRelease? {
        let unasked = Allowance(yanked: rules.yanked == .keep, unlisted: rules.removed == .keep)
        let pinned = Allowance(yanked: rules.yanked != .never, unlisted: rules.removed != .never)
        var left = accepted(of: release, unasked, &verdicts)
        let isForPins = left.isEmpty && pinned != unasked
        if isForPins { left = accepted(of: release, pinned, &verdicts) }
        guard !left.isEmpty else { return nil }
        // A release of which only the size keeps everything out is no reason to take an older one.
        if left.candidates.isEmpty { left.candidates = left.oversized }
        return EligibleRelease(
            version, isYanked: isForPins, sources: sources(of: left.candidates, release, page))
    }

    /// Which of the files that nobody gets unasked count.
    private struct Allowance: Hashable {
        let yanked: Bool
        let unlisted: Bool
    }

    /// The files that tell what an installer needs with the release.
    ///
    /// - Parameter candidates: those of the release that may be had.
    private func sources(
        of candidates: [Candidate], _ release: Release, _ page: ProjectPage
    ) -> [String] {
        let wheels = candidates.filter { $0.wheel != nil }
        guard let first = wheels.first else { return candidates.map(\.filename) }
        let claim = { (wheel: Candidate) in page.files[wheel.index].coreMetadata.hashes }
        // Wheels whose METADATA is the same by its digest need not all be asked for it.
        if let target {
            let best = bestWheel(wheels, target)
            let taken = wheels.first { $0.index == best } ?? first
            let digests = claim(taken)
            if digests.isEmpty { return [taken.filename] }
            let equal = release.candidates.first { $0.wheel != nil && claim($0) == digests }
            return [(equal ?? taken).filename]
        }
        var known: Set<[String: String]> = []
        return wheels.filter { claim($0).isEmpty || known.insert(claim($0)).inserted }
            .map(\.filename)
    }

    /// The release with those of its files that the target may have.
    private mutating func accepted(
        of release: Release, _ allowance: Allowance, _ verdicts: inout [Verdict]
    ) -> Release {
        var left = release
        if let refusal = wish.refusal(of: release, rules) {
            let awaited = release.candidates.filter { isAwaited($0, release, refusal) }
            note(awaited, .tooYoung, &verdicts)
            note(release.candidates, refusal, &verdicts)
            left.candidates = []
            return left
        }
        left.candidates = release.candidates.filter { candidate in
            guard let refusal = refusal(candidate, allowance) else { return true }
            note([candidate], refusal, &verdicts)
            return false
        }
        left.oversized = left.candidates.filter(\.isTooLarge)
        left.candidates.removeAll(where: \.isTooLarge)
        if rules.sdists == .fallback, left.candidates.contains(where: { $0.wheel != nil }) {
            note(left.candidates.filter { $0.wheel == nil }, .sdistNotNeeded, &verdicts)
            left.candidates.removeAll { $0.wheel == nil }
        }
        return left
    }

    /// Whether a resolution passed a file over that is newer and only too young.
    private func isAwaited(
        _ candidate: Candidate, _ release: Release, _ refusal: FileRule
    ) -> Bool {
        guard candidate.isHeld, refusal == .notResolved, let pin = wish.pin, pin.listing == nil,
            let version = release.version
        else { return false }
        return version > pin.release.version
    }

    private func allowsYanked(_ release: Release) -> Bool {
        switch rules.yanked {
        case .keep: true
        case .never: false
        case .pinned:
            (wish.pin?.isYanked ?? false) || (release.version.map(wish.specifiers.pins) ?? false)
        }
    }

    private func allowsUnlisted(_ release: Release) -> Bool {
        switch rules.removed {
        case .keep: true
        case .never: false
        case .pinned:
            wish.pin.map { $0.isExact || $0.isYanked || $0.listing != nil }
                ?? release.version.map(wish.specifiers.pins) ?? false
        }
    }

    private mutating func refusal(_ candidate: Candidate, _ allowance: Allowance) -> FileRule? {
        if let listed, !listed.contains(candidate.index) { return .notListed }
        if candidate.isYanked, !allowance.yanked { return .yanked }
        if candidate.isUnlisted, !allowance.unlisted { return .removed }
        if let target {
            if let wheel = candidate.wheel, target.rank(of: wheel) == nil { return .noTarget }
            if !accepts(candidate.requiresPython, target) { return .requiresPython }
        }
        return candidate.isHeld ? .tooYoung : nil
    }

    private mutating func accepts(_ requiresPython: String?, _ target: Target) -> Bool {
        guard let requiresPython else { return true }
        if let known = acceptsPython[requiresPython] { return known }
        let answer = target.accepts(requiresPython: requiresPython)
        acceptsPython[requiresPython] = answer
        return answer
    }

    // MARK: Releases against each other

    private func withoutNeedlessPrereleases(
        _ releases: [Release], _ verdicts: inout [Verdict]
    ) -> [Release] {
        guard rules.prereleases == .ifNeeded else { return releases }
        let versions = releases.compactMap(\.version)
        let wanted = Set(wish.specifiers.filter(versions, prereleases: nil))
        return releases.filter { release in
            if release.version.map(wanted.contains) ?? true { return true }
            note(release.candidates + release.oversized, .prerelease, &verdicts)
            return false
        }
    }

    private func newest(of releases: [Release], _ verdicts: inout [Verdict]) -> [Release] {
        guard case .latest(let count) = rules.versions else { return releases }
        for release in releases.dropFirst(count) {
            note(release.candidates + release.oversized, .notLatest, &verdicts)
        }
        return Array(releases.prefix(count))
    }

    private func keep(_ release: Release, _ verdicts: inout [Verdict]) {
        note(release.oversized, .tooLarge, &verdicts)
        let rule = rules.versions == .all ? FileRule.keptAll : .keptLatest
        note(best(of: release, &verdicts), wish.version == nil ? rule : .keptResolved, &verdicts)
    }

    /// The files of an acceptable release that are taken.
    private func best(of release: Release, _ verdicts: inout [Verdict]) -> [Candidate] {
        var kept = release.candidates
        if rules.wheels == .best, let target, let best = bestWheel(kept, target) {
            note(kept, .notBest, &verdicts)
            kept.removeAll { $0.wheel != nil && $0.index != best }
        }
        return kept
    }

    /// By tag order, then the higher build tag; a yanked wheel comes after all others (PEP 592).
    private func bestWheel(_ candidates: [Candidate], _ target: Target) -> Int? {
        let ranked = candidates.compactMap { candidate -> (candidate: Candidate, rank: Int)? in
            candidate.wheel.flatMap { target.rank(of: $0) }.map { (candidate, $0) }
        }
        return ranked.min { left, right in
            let (first, second) = (left.candidate, right.candidate)
            if first.isYanked != second.isYanked { return second.isYanked }
            if left.rank != right.rank { return left.rank < right.rank }
            if first.wheel?.build != second.wheel?.build {
                return Self.isHigher(first.wheel?.build, second.wheel?.build)
            }
            return first.filename < second.filename
        }?.candidate.index
    }

    private static func isHigher(_ left: BuildTag?, _ right: BuildTag?) -> Bool {
        guard let left else { return false }
        return right.map { left > $0 } ?? true
    }

    private func note(
        _ candidates: [Candidate], _ rule: FileRule, _ verdicts: inout [Verdict]
    ) {
        for candidate in candidates {
            verdicts[candidate.index].raise(to: rule, by: wish, target?.name)
        }
    }
}
