import PythonPackaging

/// One thing that a job asks of a project, and the targets it asks it for.
struct Wish: Sendable {
    /// nil: the whole project, chosen by a glob.
    let requirement: Requirement?
    /// As the job has it.
    let text: String
    /// `[nil]` where the job names no target; empty where a marker rules all of them out.
    let targets: [Target?]

    /// - Parameter targets: the job's; a marker picks among them.
    init(_ requirement: Requirement, targets: [Target]) {
        self.requirement = requirement
        text = requirement.description
        guard let marker = requirement.marker else {
            self.targets = Self.oneOrMore(targets)
            return
        }
        // Nobody asks for extras here; what cannot be evaluated holds for nobody.
        if targets.isEmpty {
            let mayHold = (try? marker.mayHold(extras: [])) ?? false
            self.targets = mayHold ? [nil] : []
        } else {
            self.targets = targets.filter { target in
                (try? marker.evaluate(target.environment, extras: [])) ?? false
            }
        }
    }

    init(_ glob: ProjectGlob, targets: [Target]) {
        requirement = nil
        text = glob.description
        self.targets = Self.oneOrMore(targets)
    }

    private static func oneOrMore(_ targets: [Target]) -> [Target?] {
        targets.isEmpty ? [nil] : targets
    }

    var specifiers: SpecifierSet { requirement?.specifiers ?? SpecifierSet() }

    /// Whether a specifier lets this release through; nil where it does.
    func refusal(of release: Release, _ rules: SelectionRules) -> FileRule? {
        guard let version = release.version else {
            return requirement == nil ? nil : .invalidVersion
        }
        guard specifiers.contains(version, prereleases: true) else { return .specifier }
        return rules.prereleases == .never && version.isPrerelease ? .prereleasesNever : nil
    }
}
