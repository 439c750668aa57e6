package import Primitives
package import PythonPackaging
package import SimpleIndex

/// Decides which files of a project's page a job wants; a pure function of rules, page and time.
package struct FileSelection: Sendable {
    package let rules: SelectionRules
    private var required: [ProjectName: [Wish]] = [:]
    private let pins: [ProjectName: [ReleasePin]]

    /// - Parameter pins: what the requirements were resolved to; they stand in their place, so that
    ///   the rules then have none.
    package init(_ rules: SelectionRules, pins: [ReleasePin] = []) {
        self.rules = rules
        self.pins = Dictionary(grouping: pins, by: \.release.name)
        for requirement in rules.requirements {
            required[requirement.name, default: []].append(
                Wish(requirement, targets: rules.targets))
        }
        for pin in pins {
            required[pin.release.name, default: []].append(Wish(pin, targets: rules.targets))
        }
    }

    /// What the requirements were resolved to, or locks name, of a project.
    package func pins(of project: ProjectName) -> [ReleasePin] { pins[project] ?? [] }

    /// What locks say of the release that a file belongs to.
    package func listings(of filename: String, project: ProjectName) -> [FileListing] {
        guard let pins = pins[project], pins.contains(where: { $0.listing != nil }) else {
            return []
        }
        guard let version = DistributionFilename.parse(filename, project: project)?.version else {
            return []
        }
        return pins.filter { $0.mayMean(version) }.compactMap(\.listing)
    }

    /// - Parameter now: decides, with the rules' ages, which files are held.
    package func decide(
        _ page: ProjectPage, project: ProjectName, now: Instant
    ) -> ProjectDecision {
        let survey = PageSurvey(page, project: project, rules: rules, now: now)
        var verdicts = survey.verdicts
        var unmatched: [Requirement] = []
        var obstacles: [Requirement: String] = [:]
        var unserved: [UnservedPin] = []
        var gaps: [TargetGap] = []
        var isAnythingKept = false
        let wishes = wishes(for: project).map { $0.amid(survey.releases) }
        for wish in wishes {
            let missed = serve(wish, survey, page, &verdicts)
            isAnythingKept = isAnythingKept || missed.count < wish.targets.count
            if let pin = wish.pin, !missed.isEmpty {
                unserved.append(UnservedPin(pin, reason: obstacle(to: wish, survey, page, now)))
            }
            guard let requirement = wish.requirement, !missed.isEmpty else { continue }
            if missed.count == wish.targets.count {
                unmatched.append(requirement)
                obstacles[requirement] = obstacle(to: wish, survey, page, now)
            } else {
                gaps.append(TargetGap(requirement: requirement, targets: missed))
            }
        }
        // A quarantine and an exclusion are answers, not failures to find something.
        let isSettled = page.status == .quarantined || rules.excludes(project)
        let account = DecisionAccount(rules: rules, age: AgeLimit(rules, now: now))
        return ProjectDecision(
            project: project, files: account.files(page, verdicts, survey.versions),
            unmatched: isSettled ? [] : unmatched, obstacles: obstacles,
            unserved: isSettled ? [] : unserved,
            gaps: isSettled ? [] : gaps,
            isLeftOut: !isSettled && !isAnythingKept && !wishes.isEmpty
                && wishes.allSatisfy { $0.requirement == nil && $0.version == nil },
            dueAt: account.dueAt(page, verdicts))
    }

    /// - Returns: the names of the targets for which nothing is kept.
    private func serve(
        _ wish: Wish, _ survey: PageSurvey, _ page: ProjectPage, _ verdicts: inout [Verdict]
    ) -> [String] {
        if wish.targets.isEmpty {
            for candidate in survey.releases.flatMap(\.candidates) {
                verdicts[candidate.index].raise(to: .marker, by: wish, nil)
            }
        }
        var missed: [String] = []
        let listed = Self.places(listedFor: wish, on: page)
        for target in wish.targets {
            var choice = TargetChoice(rules, wish, target, listed: listed)
            if !choice.choose(from: survey.releases, &verdicts) {
                missed.append(target?.name ?? "")
            }
        }
        return missed
    }

    /// nil: no lock has a say.
    private static func places(listedFor wish: Wish, on page: ProjectPage) -> Set<Int>? {
        wish.pin?.listing.map { listing in
            Set(page.files.indices.filter { listing.accepts(page.files[$0]) })
        }
    }

    /// What keeps a project from the target that wants it: of the files, what the nearest one failed
    /// at; of a locked release its own alone count.
    private func obstacle(
        to wish: Wish, _ survey: PageSurvey, _ page: ProjectPage, _ now: Instant
    ) -> String {
        var verdicts = survey.verdicts
        _ = serve(wish, survey, page, &verdicts)
        let account = DecisionAccount(
            rules: rules, age: AgeLimit(rules, now: now),
            target: wish.targets.count == 1 ? wish.targets[0] : nil)
        let places = page.files.indices.filter { index in
            wish.version == nil
                || survey.versions[index].flatMap(Version.init).map(wish.means) ?? false
        }
        if let unlisted = places.first(where: {
            verdicts[$0].rule == .notListed && Self.fits(page.files[$0], wish.targets)
        }) {
            return "\(page.files[unlisted].filename) would fit, but \(wish.text) does not list it"
        }
        guard let nearest = places.max(by: { verdicts[$0].rule < verdicts[$1].rule }) else {
            return wish.version == nil
                ? "the page lists no file" : "there is no file of the release"
        }
        if verdicts[nearest].rule == .specifier, let newest = survey.releases.first?.version {
            return "the newest release is \(newest)"
        }
        return account.detail(verdicts[nearest], page.files[nearest])
    }

    /// Whether a wheel is for one of the targets.
    private static func fits(_ file: IndexFile, _ targets: [Target?]) -> Bool {
        guard let wheel = try? WheelFilename(parsing: file.filename) else { return false }
        return targets.contains { target in
            target.map {
                $0.rank(of: wheel) != nil && $0.accepts(requiresPython: file.requiresPython)
            } ?? true
        }
    }

    /// Whether anything asks for a project, on some target at least.
    package func asks(for project: ProjectName) -> Bool {
        wishes(for: project).contains { !$0.targets.isEmpty }
    }

    /// The requirement, or the way to it, that asks for a project on some target.
    package func wish(for project: ProjectName) -> String? {
        required[project]?.first { !$0.targets.isEmpty }?.text
    }

    /// What the job asks of a project: each of its requirements, and a glob that matches.
    private func wishes(for project: ProjectName) -> [Wish] {
        var wishes = required[project] ?? []
        if let glob = rules.projectGlobs.first(where: { $0.matches(project) }) {
            wishes.append(Wish(glob, targets: rules.targets))
        }
        return wishes
    }
}
