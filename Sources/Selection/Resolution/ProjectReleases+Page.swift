package import Primitives
package import PythonPackaging
package import SimpleIndex

/// A project's page as resolutions see it.
extension ProjectReleases {
    /// What every rule of a job but its requirements leaves of a page, for each of its targets in
    /// their order; for a job without targets once.
    ///
    /// - Parameter now: decides, with the rules' ages, which files are held.
    package static func all(
        on page: ProjectPage, of project: ProjectName, _ rules: SelectionRules, now: Instant
    ) -> [ProjectReleases] {
        let targets = rules.targets.isEmpty ? [nil] : rules.targets.map(Optional.some)
        if let absence = absence(page, project, rules) {
            return targets.map { _ in ProjectReleases(absent: absence) }
        }
        let survey = PageSurvey(page, project: project, rules: rules, now: now)
        let age = AgeLimit(rules, now: now)
        return targets.map { target in
            releases(
                survey, page, rules, target,
                DecisionAccount(rules: rules, age: age, target: target))
        }
    }

    private static func absence(
        _ page: ProjectPage, _ project: ProjectName, _ rules: SelectionRules
    ) -> Absence? {
        if rules.excludes(project) { return .excluded }
        return page.status == .quarantined ? .quarantined : nil
    }

    private static func releases(
        _ survey: PageSurvey, _ page: ProjectPage, _ rules: SelectionRules, _ target: Target?,
        _ account: DecisionAccount
    ) -> ProjectReleases {
        var verdicts = survey.verdicts
        var choice = TargetChoice(rules, Wish("", targets: [target]), target)
        let eligible = survey.releases.compactMap { release in
            release.version.flatMap { choice.eligible(release, $0, page, &verdicts) }
        }
        let taken = Set(eligible.map(\.version))
        var refused: [Version: (index: Int, rule: FileRule)] = [:]
        for (index, text) in survey.versions.enumerated() {
            guard let version = text.flatMap(Version.init), !taken.contains(version) else {
                continue
            }
            let rule = verdicts[index].rule
            if refused[version].map({ rule > $0.rule }) ?? true { refused[version] = (index, rule) }
        }
        return ProjectReleases(
            eligible,
            refused: refused.sorted { $0.key > $1.key }.map { version, file in
                RefusedRelease(
                    version, reason: account.detail(verdicts[file.index], page.files[file.index]))
            })
    }
}
