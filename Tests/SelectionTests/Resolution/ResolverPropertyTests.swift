import PythonPackaging
import Testing

@testable import Selection

/// The resolver held against trying everything, in many small universes made from seeds.
struct ResolverPropertyTests {
    /// A few tests of many seeds each: a test of its own for each seed would take longer than it.
    private static let batches = [UInt64(1)...150, 151...300]

    private static func made(_ seed: UInt64) throws -> RandomUniverse {
        var random = SeededRandom(state: seed)
        let names = Int.random(in: 2...7, using: &random)
        return try RandomUniverse(
            names: names, density: Int.random(in: 1...3, using: &random),
            seed % 3 == 0 ? .plain : .extras,
            &random)
    }

    @Test(arguments: batches)
    func aSolutionIsFoundExactlyWhereThereIsOne(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            let made = try Self.made(seed)
            let outcome = try made.universe.outcome(made.roots)
            let solver = ExhaustiveSolver(
                universe: made.universe, roots: try made.roots.map { try Requirement(parsing: $0) })
            #expect((outcome.solution != nil) == solver.isSolvable, "seed \(seed)")
            if let solution = outcome.solution {
                #expect(solver.accepts(solution.releases), "seed \(seed)")
            } else {
                let conflict = try #require(outcome.conflict)
                #expect(!conflict.reasons.isEmpty && !conflict.shortages.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test(arguments: batches)
    func theOrderOfAnswersDoesNotMatter(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            let made = try Self.made(seed)
            let first = try made.universe.outcome(made.roots)
            var random = SeededRandom(state: seed)
            for _ in 0..<2 {
                let other = try made.universe.outcome(
                    made.roots.shuffled(using: &random), shuffledBy: &random)
                #expect(other == first, "seed \(seed)")
            }
        }
    }

    /// A chain starts at the job, and each of its releases has the next requirement.
    @Test(arguments: batches)
    func chainsAreTrue(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            let made = try Self.made(seed)
            let outcome = try made.universe.outcome(made.roots)
            let chains =
                (outcome.solution?.releases.map(\.chain) ?? [])
                + (outcome.conflict?.shortages.map(\.chain) ?? [])
            for chain in chains {
                let first = try #require(chain.links.first).requirement.description
                #expect(made.roots.contains(first), "seed \(seed)")
                for (last, link) in zip(chain.links, chain.links.dropFirst()) {
                    let release = try #require(link.release)
                    #expect(release.name == last.requirement.name, "seed \(seed)")
                    let known = made.universe.dependencies[release]?.requirements ?? []
                    #expect(known.contains(link.requirement), "seed \(seed)")
                }
            }
        }
    }

    /// What was solved is solved the same way when it is all there is.
    @Test(arguments: batches)
    func aSolutionIsAFixedPoint(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            var made = try Self.made(seed)
            guard let solution = try made.universe.outcome(made.roots).solution else { continue }
            made.universe.keep(solution)
            let again = try made.universe.outcome(made.roots).solution
            #expect(again?.releases == solution.releases, "seed \(seed)")
        }
    }

    /// Whether pre-releases are let in is found out on the way, and so has to be the same whatever
    /// the way; and they never stand in for a solution that does without.
    @Test(arguments: batches)
    func prereleasesOnlyAdd(seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            var random = SeededRandom(state: seed)
            let made = try RandomUniverse(names: 5, density: 3, .prereleases, &random)
            let roots = try made.roots.map { try Requirement(parsing: $0) }
            let outcome = try made.universe.outcome(made.roots)
            let other = try made.universe.outcome(made.roots, shuffledBy: &random)
            #expect(other == outcome, "seed \(seed)")
            if let solution = outcome.solution {
                let solver = ExhaustiveSolver(universe: made.universe, roots: roots)
                #expect(solver.accepts(solution.releases), "seed \(seed)")
            } else {
                var finals = made.universe
                for name in finals.releases.keys {
                    finals.releases[name]?.removeAll { $0.version.isPrerelease }
                }
                #expect(
                    !ExhaustiveSolver(universe: finals, roots: roots).isSolvable, "seed \(seed)")
            }
            var lenient = made.universe
            lenient.prereleases = .allow
            #expect(
                (try lenient.outcome(made.roots).solution != nil)
                    == ExhaustiveSolver(universe: lenient, roots: roots).isSolvable, "seed \(seed)")
        }
    }

    /// One set of releases that was found without a target serves any. (Where branches went
    /// separate ways, that holds mostly: markers are not held against each other.)
    @Test(arguments: batches)
    func withoutATargetEveryTargetIsServed(seeds: ClosedRange<UInt64>) throws {
        let targets = try [
            ("3.8", "windows-amd64"), ("3.8", "linux-x86_64"), ("3.12", "linux-x86_64"),
        ].map { try Target(name: "\($0)", python: $0, platform: $1) }
        for seed in seeds {
            var random = SeededRandom(state: seed)
            var made = try RandomUniverse(names: 6, density: 3, .markers, &random)
            made.universe.target = nil
            guard let solution = try made.universe.outcome(made.roots).solution else { continue }
            let names = Set(solution.releases.map(\.release.name))
            guard names.count == solution.releases.count else { continue }
            made.universe.keep(solution)
            for target in targets {
                made.universe.target = target
                #expect(try made.universe.outcome(made.roots).solution != nil, "seed \(seed)")
            }
        }
    }
}
