package import PythonPackaging

/// One thing that a job asks of a project, and the targets it asks it for.
struct Wish: Sendable {
    /// nil: the whole project, chosen by a glob.
    let requirement: Requirement?
    /// The one release that a resolution settled on, or that a lock names, for one target.
    let pin: ReleasePin?
    /// As the job has it.
    let text: String
    /// `[nil]` where the job names no target; empty where a marker rules all of them out.
    let targets: [Target?]
    /// Whether local versions stand in the place of the one that is wanted.
    private var takesLocal = false

    /// - Parameter targets: the job's; a marker picks among them.
    init(_ requirement: Requirement, targets: [Target]) {
        self.requirement = requirement
        pin = nil
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
        self.init(glob.description, targets: Self.oneOrMore(targets))
    }

    init(_ pin: ReleasePin, targets: [Target]) {
        self.init(
            pin.reason, pin: pin, targets: Self.oneOrMore(targets).filter { $0?.name == pin.target }
        )
    }

    /// - Parameter text: what wants the project, without a requirement of its own.
    init(_ text: String, pin: ReleasePin? = nil, targets: [Target?]) {
        requirement = nil
        self.pin = pin
        self.text = text
        self.targets = targets
    }

    private static func oneOrMore(_ targets: [Target]) -> [Target?] {
        targets.isEmpty ? [nil] : targets
    }

    var specifiers: SpecifierSet { requirement?.specifiers ?? SpecifierSet() }

    var version: Version? { pin?.release.version }

    /// The wish, knowing which releases there are.
    func amid(_ releases: [Release]) -> Wish {
        guard let pin, pin.takesLocal else { return self }
        var wish = self
        wish.takesLocal = !releases.contains { $0.version == pin.release.version }
        return wish
    }

    /// Whether the one release that is wanted is this one.
    func means(_ version: Version) -> Bool {
        guard let pin else { return false }
        return pin.match.means(
            takesLocal ? version.publicVersion : version, by: pin.release.version)
    }

    /// Whether a specifier lets this release through; nil where it does.
    func refusal(of release: Release, _ rules: SelectionRules) -> FileRule? {
        guard let version = release.version else {
            return requirement == nil && self.version == nil ? nil : .invalidVersion
        }
        if self.version != nil, !means(version) { return .notResolved }
        guard specifiers.contains(version, prereleases: true) else { return .specifier }
        return rules.prereleases == .never && version.isPrerelease ? .prereleasesNever : nil
    }
}

extension Requirement {
    /// Whether its marker lets it count on any of the targets.
    package func counts(onAnyOf targets: [Target]) -> Bool {
        !Wish(self, targets: targets).targets.isEmpty
    }
}
