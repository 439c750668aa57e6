import PythonPackaging

/// What a resolution is to find releases for.
struct ResolutionProblem: Sendable {
    /// nil: every branch of markers counts that does not depend on an extra.
    let target: Target?
    /// Those that hold for the target, in the order of their text.
    let roots: [RootRequirement]
    let constraints: [ProjectName: [RootRequirement]]
    let prereleases: PrereleaseChoice
    /// The one release that a project may have.
    var pin: ReleaseID?
    /// Releases to do without, since nobody could find out what they depend on.
    var lost: Set<ReleaseID> = []
    /// Conflicts after which the resolution is given up.
    var conflictLimit = 20_000

    /// - Parameter prereleases: under `never` the releases given contain none.
    init(
        target: Target?, roots: [RootRequirement], constraints: [RootRequirement],
        prereleases: PrereleaseChoice
    ) {
        self.target = target
        self.prereleases = prereleases
        // What cannot be evaluated holds for nobody, as for files chosen without dependencies.
        let holds = { (root: RootRequirement) in
            (try? Self.holds(root.requirement.marker, nil, target)) ?? false
        }
        self.roots = roots.filter(holds).sorted {
            ($0.description, $0.origin ?? "") < ($1.description, $1.origin ?? "")
        }
        self.constraints = Dictionary(grouping: constraints.filter(holds), by: \.requirement.name)
    }

    /// What a release requires by itself or, with an extra, beyond that.
    func demands(
        of dependencies: ReleaseDependencies, extra: ProjectName?
    ) throws(MarkerError) -> [Requirement] {
        var demands: [Requirement] = []
        for requirement in dependencies.requirements {
            let isBasic = try Self.holds(requirement.marker, nil, target)
            if let extra {
                guard !isBasic, try Self.holds(requirement.marker, extra, target) else { continue }
            } else if !isBasic {
                continue
            }
            demands.append(requirement)
        }
        return demands
    }

    /// Whether a requirement is one of a branch, of which others may be followed as well: it depends
    /// on what the target does not tell or, without a target, on more than extras.
    func isConditional(_ requirement: Requirement) -> Bool {
        guard let marker = requirement.marker else { return false }
        guard target == nil else { return !marker.unforeseeable.isEmpty }
        var environment = MarkerEnvironment()
        environment[.extra] = ""
        // Of any other field an empty environment has no value.
        return (try? marker.evaluate(environment)) == nil
    }

    private static func holds(
        _ marker: Marker?, _ extra: ProjectName?, _ target: Target?
    ) throws(MarkerError) -> Bool {
        guard let marker else { return true }
        let extras = extra.map { [$0] } ?? []
        guard let target else { return try marker.mayHold(extras: extras) }
        return try marker.evaluate(target.environment, extras: extras)
    }
}
