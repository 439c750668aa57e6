import PythonPackaging
import Testing

@testable import Selection

/// Universes and requirements made from a seed.
struct RandomUniverse {
    var universe: Universe
    let roots: [String]

    private static let versions = ["1.0", "1.1", "2.0", "2.0.post1", "3.0", "1!0.5", "2.0+local"]
    private static let prereleases = ["1.0rc1", "1.1.dev2", "2.0a1", "3.1b2"]
    private static let specifiers = [
        "", "", ">=1.1", "<3", ">=2", "==2.*", "!=2.0", "<=2.0", "~=1.0", "!=1.*,<3", "===2.0",
        ">1.0", "!=3.0", "==1.*", ">2.0", "<2",
    ]

    private static let markers = [
        "python_version < '3.9'", "python_version >= '3.9'", "sys_platform == 'win32'",
        "sys_platform != 'win32'", "python_version >= '3.12'",
    ]

    /// What requirements of releases may have besides specifiers.
    enum Variety {
        case plain
        case extras
        case markers
        case prereleases
    }

    /// - Parameter names: of projects; a few requirements name others, which are missing.
    init(names: Int, density: Int, _ variety: Variety, _ random: inout SeededRandom) throws {
        universe = try Universe("")
        let projects = (0..<names).map { "p\($0)" }
        for project in projects {
            let count = Int.random(in: 2...7, using: &random)
            let versions = Self.versions + (variety == .prereleases ? Self.prereleases : [])
            for version in versions.shuffled(using: &random).prefix(count) {
                let release = ReleaseID(
                    ProjectName(spelled: project), try #require(Version(version)))
                let wishes = Int.random(in: 0...density, using: &random)
                universe.add(
                    release,
                    try (0..<wishes).map { _ in
                        try Self.requirement(projects, variety, &random)
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
            try Self.requirement(projects, variety, isRoot: true, &random).description
        }
    }

    private static func requirement(
        _ projects: [String], _ variety: Variety, isRoot: Bool = false,
        _ random: inout SeededRandom
    ) throws -> Requirement {
        let isMissing = Int.random(in: 0..<60, using: &random) == 0
        let project = isMissing ? "missing" : projects.randomElement(using: &random) ?? ""
        var specifier = specifiers.randomElement(using: &random) ?? ""
        if variety == .prereleases, Int.random(in: 0..<8, using: &random) == 0 {
            specifier = [">=1.0rc1", "==2.0a1", "<3.1b2"].randomElement(using: &random) ?? ""
        }
        let wish = variety == .extras ? ["", "", "[x]", "[y]"].randomElement(using: &random) : nil
        let marker = isRoot ? nil : marker(variety, &random)
        return try Requirement(
            parsing: project + (wish ?? "") + specifier + (marker.map { "; \($0)" } ?? ""))
    }

    private static func marker(_ variety: Variety, _ random: inout SeededRandom) -> String? {
        guard Bool.random(using: &random) else { return nil }
        switch variety {
        case .plain, .prereleases: return nil
        case .extras: return ["extra == 'x'", "extra == 'y'"].randomElement(using: &random)
        case .markers: return markers.randomElement(using: &random)
        }
    }
}
