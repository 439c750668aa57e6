import Primitives
import PythonPackaging
import SimpleIndex

/// Puts verdicts into words: the account that a decision gives of itself.
struct DecisionAccount {
    let rules: SelectionRules
    let age: AgeLimit?
    /// The one of several that verdicts are about.
    var target: String?

    init(rules: SelectionRules, age: AgeLimit?, target: Target? = nil) {
        self.rules = rules
        self.age = age
        self.target = rules.targets.count > 1 ? target?.name : nil
    }

    func files(
        _ page: ProjectPage, _ verdicts: [Verdict], _ versions: [String?]
    ) -> [FileDecision] {
        page.files.indices.map { index in
            let file = page.files[index]
            return FileDecision(
                filename: file.filename, version: versions[index], rule: verdicts[index].rule,
                detail: detail(verdicts[index], file))
        }
    }

    /// When the first of the held files comes of age.
    func dueAt(_ page: ProjectPage, _ verdicts: [Verdict]) -> Instant? {
        guard let age else { return nil }
        return page.files.indices
            .filter { verdicts[$0].rule == .tooYoung }
            .compactMap { age.dueAt(page.files[$0]) }
            .min()
    }

    /// Why a file is or is not kept, in a clause.
    func detail(_ verdict: Verdict, _ file: IndexFile) -> String {
        switch verdict.rule {
        case .statusQuarantined, .notADistribution, .variant, .otherProject, .unsupportedKind,
            .ambiguous,
            .duplicate, .notWanted:
            pageDetail(verdict.rule)
        case .excluded, .tooLarge, .sdistsNever, .marker, .invalidVersion, .specifier,
            .notResolved, .notListed, .prereleasesNever, .yanked, .removed, .noTarget,
            .requiresPython, .tooYoung:
            fileDetail(verdict, file)
        case .sdistNotNeeded: "a wheel of the same release fits"
        case .prerelease: "it is a pre-release, and final releases fit"
        case .notLatest: "newer releases that fit fill versions = \"\(rules.versions)\""
        case .notBest: "for each target a better wheel of the release is taken"
        case .keptLatest, .keptAll, .keptResolved:
            kept(verdict) + (file.isUnlisted ? "; the index lists it no more" : "")
        }
    }

    private func pageDetail(_ rule: FileRule) -> String {
        switch rule {
        case .statusQuarantined: "the index has put the project in quarantine"
        case .variant: "wheels with a variant label are not taken"
        case .otherProject: "the name is that of another project's file"
        case .unsupportedKind: "only wheels and source distributions are taken"
        case .ambiguous: "the page gives this name to files with different hashes"
        case .duplicate: "the page names the file twice"
        case .notWanted: "nothing in the job asks for the project"
        default: "the name is not that of a distribution"
        }
    }

    private func fileDetail(_ verdict: Verdict, _ file: IndexFile) -> String {
        let wish = verdict.text ?? ""
        return switch verdict.rule {
        case .excluded: "exclude names \(wish)"
        case .tooLarge: "its size, \(ByteCount(file.size ?? 0)), is over max-file-size"
        case .sdistsNever: "sdists = \"never\""
        case .marker: "the marker of \(wish) rules out every target"
        case .invalidVersion: "its version cannot be read, so no specifier selects it"
        case .specifier: "\(wish) does not allow its version"
        case .notResolved: "the requirements were resolved to another release"
        case .notListed: "\(wish) lists other files of the release"
        case .prereleasesNever: "prereleases = \"never\""
        case .yanked: "it was yanked" + (file.yanked.reason.map { ": \($0)" } ?? "")
        case .removed: "the index lists it no more, and removed = \"\(rules.removed)\""
        case .noTarget:
            target.map { "the wheel does not fit target \($0)" }
                ?? "the wheel fits none of the targets"
        case .requiresPython:
            "Requires-Python \(file.requiresPython ?? "") rules out "
                + (target.map { "target \($0)" } ?? "the targets")
        default: age?.reason(file) ?? ""
        }
    }

    private func kept(_ verdict: Verdict) -> String {
        let wish = verdict.text ?? ""
        let place = verdict.target.map { " for target \($0)" } ?? ""
        if verdict.rule == .keptResolved { return "\(wish) wants it\(place)" }
        return "\(wish) with versions = \"\(rules.versions)\" takes it\(place)"
    }
}
