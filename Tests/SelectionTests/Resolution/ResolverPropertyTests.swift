import PythonPackaging
import Testing

@testable import Selection

/// The resolver held against trying everything, in many small universes made from seeds.
struct ResolverPropertyTests {
    /// A few tests of many seeds each: a test of its own for each seed would take longer than it.
    private static let batches = [UInt64(1)...250, 251...500]

    private static func made(_ seed: UInt64) throws -> RandomUniverse {
        var random = SeededRandom(state: seed)
        let names = Int.random(in: 2...7, using: &random)
        return try RandomUniverse(
            names: names, density: Int.random(in: 1...3, using: &random), hasExtras: seed % 3 != 0,
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
            for _ in 0..<3 {
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
            let kept = Set(solution.releases.map(\.release))
            for name in made.universe.releases.keys {
                made.universe.releases[name]?.removeAll {
                    !kept.contains(ReleaseID(name, $0.version))
                }
            }
            let again = try made.universe.outcome(made.roots).solution
            #expect(again?.releases == solution.releases, "seed \(seed)")
        }
    }
}
