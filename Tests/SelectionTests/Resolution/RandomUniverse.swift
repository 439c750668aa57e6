import PythonPackaging
import Testing

@testable import Selection

/// Universes and requirements made from a seed.
struct RandomUniverse {
    var universe: Universe
    let roots: [String]

    private static let versions = ["1.0", "1.1", "2.0", "2.0.post1", "3.0", "1!0.5", "2.0+local"]
    private static let specifiers = [
        "", "", ">=1.1", "<3", ">=2", "==2.*", "!=2.0", "<=2.0", "~=1.0", "!=1.*,<3", "===2.0",
        ">1.0", "!=3.0", "==1.*", ">2.0", "<2",
    ]

    /// - Parameter names: of projects; a few requirements name others, which are missing.
    init(
        names: Int, density: Int, hasExtras: Bool = false, _ random: inout SeededRandom
    ) throws {
        universe = try Universe("")
        let projects = (0..<names).map { "p\($0)" }
        for project in projects {
            let count = Int.random(in: 2...7, using: &random)
            for version in Self.versions.shuffled(using: &random).prefix(count) {
                let release = ReleaseID(
                    ProjectName(spelled: project), try #require(Version(version)))
                let wishes = Int.random(in: 0...density, using: &random)
                universe.add(
                    release,
                    try (0..<wishes).map { _ in
                        try Self.requirement(projects, hasExtras: hasExtras, &random)
                    })
                if Int.random(in: 0..<40, using: &random) == 0 {
                    universe.ineligible[release] = "its metadata cannot be read"
                }
            }
        }
        for name in universe.releases.keys {
            universe.releases[name]?.sort { $0.version > $1.version }
        }
        roots = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
            try Self.requirement(projects, hasExtras: hasExtras, isRoot: true, &random).description
        }
    }

    private static func requirement(
        _ projects: [String], hasExtras: Bool, isRoot: Bool = false,
        _ random: inout SeededRandom
    ) throws -> Requirement {
        let isMissing = Int.random(in: 0..<60, using: &random) == 0
        let project = isMissing ? "missing" : projects.randomElement(using: &random) ?? ""
        let specifier = specifiers.randomElement(using: &random) ?? ""
        let wished = hasExtras && Int.random(in: 0..<3, using: &random) == 0
        let text = project + (wished ? "[\(Bool.random(using: &random) ? "x" : "y")]" : "")
        let isOptional = hasExtras && !isRoot && Int.random(in: 0..<3, using: &random) == 0
        return try Requirement(
            parsing: text + specifier
                + (isOptional ? "; extra == \"\(Bool.random(using: &random) ? "x" : "y")\"" : ""))
    }
}
