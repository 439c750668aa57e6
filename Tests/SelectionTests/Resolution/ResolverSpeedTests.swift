import PythonPackaging
import Testing

@testable import Selection

/// Large universes: bounded work, and times printed rather than judged.
struct ResolverSpeedTests {
    /// Projects that depend on later ones, with ranges that make the resolver go back at times.
    private func universe(projects: Int, releases: Int, seed: UInt64) throws -> Universe {
        var random = SeededRandom(state: seed)
        var universe = try Universe("")
        for project in 0..<projects {
            for release in 1...releases {
                let wishes = try (0..<Int.random(in: 2...8, using: &random)).compactMap { _ in
                    try wish(after: project, of: projects, releases, &random)
                }
                let version = try #require(Version("\(release / 10).\(release % 10)"))
                universe.add(ReleaseID(ProjectName(spelled: "p\(project)"), version), wishes)
            }
        }
        for name in universe.releases.keys {
            universe.releases[name]?.sort { $0.version > $1.version }
        }
        return universe
    }

    private func wish(
        after project: Int, of projects: Int, _ releases: Int, _ random: inout SeededRandom
    ) throws -> Requirement? {
        let reach = min(projects - 1, project + 25)
        guard project < reach else { return nil }
        let other = Int.random(in: (project + 1)...reach, using: &random)
        let low = Int.random(in: 1...(releases / 2), using: &random)
        let high = Int.random(in: (releases * 3 / 4)...(releases * 2), using: &random)
        let markers = ["", "", "", "; python_version < '3.12'", "; sys_platform == 'win32'"]
        return try Requirement(
            parsing: "p\(other)>=\(low / 10).\(low % 10),<\(high / 10).\(high % 10)"
                + (markers.randomElement(using: &random) ?? ""))
    }

    @Test func threeHundredProjectsForThreeTargets() throws {
        var universe = try universe(projects: 300, releases: 12, seed: 7)
        let clock = ContinuousClock()
        for (python, platform) in [
            ("3.12", "linux-x86_64"), ("3.11", "windows-amd64"), ("3.13", "macos-arm64"),
        ] {
            universe.target = try Target(name: platform, python: python, platform: platform)
            var outcome: Outcome?
            let time = try clock.measure { outcome = try universe.outcome("p0", "p1", "p2", "p3") }
            let solved = try #require(outcome)
            print(
                "\(platform): \(solved.releases.count) releases, \(solved.asked.count) needs in "
                    + "\(solved.rounds) rounds, \(time)")
            #expect(solved.solution != nil || solved.conflict != nil)
            // Guesses go ahead of the search, so that rounds follow the depth of the tree.
            #expect(solved.rounds < solved.asked.count / 4)
        }
    }

    @Test func answersMayComeOneByOne() throws {
        let universe = try universe(projects: 120, releases: 12, seed: 11)
        let first = try universe.outcome("p0", "p1", "p2")
        var resolver = try universe.resolver(["p0", "p1", "p2"])
        var outcome: Outcome?
        let time = ContinuousClock().measure {
            outcome = Outcome(&resolver) { needs, resolver in
                universe.answer(needs[needs.count - 1], to: &resolver)
            }
        }
        let solved = try #require(outcome)
        print("one by one: \(solved.asked.count) needs in \(solved.rounds) rounds, \(time)")
        #expect(solved == first)
        #expect(solved.rounds == solved.asked.count)
    }

    /// Every release of one project needs its twin of another, and the other is held back.
    @Test func twinsThatAreHeldBackAreFoundInTime() throws {
        var universe = try Universe("other 1.0: leaf<1\nleaf 2.0\nleaf 0.5")
        for number in (1...400).reversed() {
            let twin = number > 5 ? "leaf>=1" : "leaf"
            try universe.add("upper 1.\(number): lower==1.\(number)")
            try universe.add("lower 1.\(number): \(twin)")
        }
        var outcome: Outcome?
        let time = try ContinuousClock().measure {
            outcome = try universe.outcome("upper", "other")
        }
        let solved = try #require(outcome)
        print("twins: \(solved.asked.count) needs in \(solved.rounds) rounds, \(time)")
        #expect(solved.releases == ["leaf 0.5", "lower 1.5", "other 1.0", "upper 1.5"])
        #expect(solved.asked.count <= 810)
        #expect(solved.rounds < 100)
    }

    /// The last choice decides about all others: learning keeps that from growing exponentially.
    @Test func unrelatedChoicesAreNotMultiplied() throws {
        var universe = try Universe("last 1.0: zzz")
        for project in 0..<60 {
            for version in 1...8 { try universe.add("p\(project) \(version).0: last") }
        }
        let outcome = try universe.outcome((0..<60).map { "p\($0)" })
        #expect(outcome.conflict?.code == .notFound)
        #expect(outcome.asked.count < 300)
    }
}
