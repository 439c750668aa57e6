import PythonPackaging
import Testing

@testable import Selection

/// A small world of releases in the words of the tests, and answers to what a resolver asks of it.
///
/// One release a line: `a 2.0: b>=3 & c[x]; python_version < "3.12"`; `~` in front marks a yanked
/// one, `zzz -` a project without releases.
struct Universe {
    var releases: [ProjectName: [EligibleRelease]] = [:]
    var refused: [ProjectName: [RefusedRelease]] = [:]
    var dependencies: [ReleaseID: ReleaseDependencies] = [:]
    var ineligible: [ReleaseID: String] = [:]
    var absences: [ProjectName: Absence] = [:]
    var unavailable: [Need: String] = [:]
    var prereleases = PrereleaseChoice.ifNeeded
    var constraints: [RootRequirement] = []
    var target: Target?

    /// Made once: its tags are many.
    private static let target = Result {
        try Target(name: "ci", python: "3.12", platform: "linux-x86_64")
    }

    init(_ text: String) throws {
        target = try Self.target.get()
        for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            try add(String(line))
        }
        for name in releases.keys { releases[name]?.sort { $0.version > $1.version } }
    }

    mutating func add(_ line: String) throws {
        let parts = line.split(separator: ":", maxSplits: 1)
        var words = parts[0].split(separator: " ").map(String.init)
        let isYanked = words[0].hasPrefix("~")
        if isYanked { words[0].removeFirst() }
        let name = try #require(ProjectName(words[0]))
        guard words[1] != "-" else {
            releases[name] = []
            return
        }
        let version = try #require(Version(words[1]))
        let texts = parts.count == 2 ? parts[1].split(separator: "&").map(String.init) : []
        add(
            ReleaseID(name, version), try texts.map { try Requirement(parsing: $0) },
            isYanked: isYanked)
    }

    mutating func add(
        _ release: ReleaseID, _ requirements: [Requirement], isYanked: Bool = false
    ) {
        releases[release.name, default: []].append(
            EligibleRelease(release.version, isYanked: isYanked))
        let extras = requirements.compactMap(\.marker?.description).filter { $0.contains("extra") }
            .flatMap { $0.matches(of: /extra == "(\w+)"/) }
            .map { ProjectName(spelled: String($0.1)) }
        dependencies[release] = ReleaseDependencies(
            requirements: requirements, extras: Set(extras))
    }

    func releases(of name: ProjectName) -> ProjectReleases {
        if let absence = absences[name] { return ProjectReleases(absent: absence) }
        guard let known = releases[name] else { return ProjectReleases(absent: .notFound) }
        return ProjectReleases(known, refused: refused[name] ?? [])
    }

    func answer(_ need: Need, to resolver: inout Resolver) {
        if let reason = unavailable[need] {
            return resolver.provide(unavailable: reason, for: need)
        }
        switch need {
        case .releases(let name): resolver.provide(releases(of: name), for: name)
        case .dependencies(let source):
            if let reason = ineligible[source.release] {
                resolver.provide(ineligible: reason, for: source)
            } else if let known = dependencies[source.release] {
                resolver.provide(known, for: source)
            }
        }
    }

    func resolver(_ roots: [String]) throws -> Resolver {
        Resolver(
            target: target,
            roots: try roots.map { RootRequirement(try Requirement(parsing: $0)) },
            constraints: constraints, prereleases: prereleases)
    }

    /// Answers everything at once.
    func outcome(_ roots: String...) throws -> Outcome {
        try outcome(roots)
    }

    func outcome(_ roots: [String]) throws -> Outcome {
        var resolver = try resolver(roots)
        return Outcome(&resolver) { needs, resolver in
            for need in needs { answer(need, to: &resolver) }
        }
    }

    /// Answers some of the needs at a time, in any order.
    func outcome(_ roots: [String], shuffledBy random: inout SeededRandom) throws -> Outcome {
        var resolver = try resolver(roots)
        return Outcome(&resolver) { needs, resolver in
            let count = Int.random(in: 1...needs.count, using: &random)
            for need in needs.shuffled(using: &random).prefix(count) {
                answer(need, to: &resolver)
            }
        }
    }

    mutating func constrain(_ texts: String...) throws {
        constraints += try texts.map { RootRequirement(try Requirement(parsing: $0)) }
    }

    mutating func refuse(_ name: String, _ version: String, _ reason: String) throws {
        let name = try #require(ProjectName(name))
        refused[name, default: []].append(
            RefusedRelease(try #require(Version(version)), reason: reason))
    }

    /// Leaves only what a solution names.
    mutating func keep(_ solution: Solution) {
        let kept = Set(solution.releases.map(\.release))
        for name in releases.keys {
            releases[name]?.removeAll { !kept.contains(ReleaseID(name, $0.version)) }
        }
    }

    mutating func makeIneligible(_ name: String, _ version: String, _ reason: String) throws {
        let release = ReleaseID(
            try #require(ProjectName(name)), try #require(Version(version)))
        ineligible[release] = reason
    }
}
