import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// A universe shown as index pages, as a closure or a proof asks for them.
struct UniverseIndex {
    var universe: Universe
    var rules = SelectionRules()
    /// Names of files that stand beside the pure wheels of the universe.
    var files: [ProjectName: [String]] = [:]
    var quarantined: Set<ProjectName> = []
    let now: Instant

    init(_ text: String) throws {
        universe = try Universe(text)
        now = try #require(Instant(rfc3339: "2026-06-01T00:00:00Z"))
    }

    mutating func require(_ texts: String...) throws {
        rules.requirements += try texts.map { try Requirement(parsing: $0) }
    }

    mutating func target(_ name: String, _ python: String, _ platform: String) throws {
        rules.targets.append(try Target(name: name, python: python, platform: platform))
    }

    /// - Returns: nil where the universe lacks the project.
    func page(_ name: ProjectName) -> ProjectPage? {
        guard let releases = universe.releases[name] else { return nil }
        let stem = name.normalized.replacing("-", with: "_")
        var page = ProjectPage(status: quarantined.contains(name) ? .quarantined : .active)
        page.files = releases.map { release in
            let filename = "\(stem)-\(release.version)-py3-none-any.whl"
            return IndexFile(
                filename: filename, url: "https://files.example/\(filename)",
                yanked: release.isYanked ? .yes(reason: nil) : .no)
        }
        page.files += (files[name] ?? []).map {
            IndexFile(filename: $0, url: "https://files.example/\($0)")
        }
        return page
    }

    func closure(_ groups: [RequirementGroup]? = nil) -> Closure {
        Closure(rules, groups ?? rules.requirementGroups, now: now)
    }

    func answer(_ need: Need, to closure: inout Closure) {
        if let reason = universe.unavailable[need] {
            return closure.provide(unavailable: reason, for: need)
        }
        switch need {
        case .releases(let name):
            if let page = page(name) {
                closure.provide(page, for: name)
            } else {
                closure.provide(absent: .notFound, for: name)
            }
        case .dependencies(let source):
            if let reason = universe.ineligible[source.release] {
                closure.provide(ineligible: reason, for: source)
            } else if let known = universe.dependencies[source.release] {
                closure.provide(known, for: source)
            }
        }
    }

    /// Runs a closure to its end.
    ///
    /// - Parameter random: answers some of the needs at a time in any order; nil: all at once.
    /// - Returns: what came out, and all that was asked for.
    func run(
        _ closure: Closure, shuffledBy random: SeededRandom? = nil
    ) -> (result: ClosureResult, asked: [Need]) {
        var closure = closure
        var random = random
        var asked: [Need] = []
        var known: Set<Need> = []
        while true {
            switch closure.step() {
            case .settled(let result): return (result, asked)
            case .needs(var needs):
                asked += needs.filter { known.insert($0).inserted }
                if var generator = random {
                    needs.shuffle(using: &generator)
                    needs.removeLast(Int.random(in: 0..<needs.count, using: &generator))
                    random = generator
                }
                for need in needs { answer(need, to: &closure) }
            }
        }
    }

    func result() -> ClosureResult { run(closure()).result }

    /// Proves the universe as if it were a mirror's content.
    func proof() -> ProofResult {
        var proof = Proof(rules, rules.requirementGroups, now: now)
        while true {
            switch proof.step() {
            case .settled(let result): return result
            case .needs(let needs):
                for need in needs { answer(need, to: &proof) }
            }
        }
    }

    private func answer(_ need: Need, to proof: inout Proof) {
        if let reason = universe.unavailable[need] {
            return proof.provide(unavailable: reason, for: need)
        }
        switch need {
        case .releases(let name): proof.provide(page(name), for: name)
        case .dependencies(let source):
            if let reason = universe.ineligible[source.release] {
                proof.provide(ineligible: reason, for: source)
            } else if let known = universe.dependencies[source.release] {
                proof.provide(known, for: source)
            }
        }
    }
}
