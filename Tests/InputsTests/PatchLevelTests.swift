import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

/// Whatever targets the lists of a wheelhouse are for, every Python of their minor versions takes
/// what the target nearest to it takes.
@Suite struct PatchLevelTests {
    private static let platforms = [
        "linux-x86_64", "linux-aarch64", "musllinux-x86_64", "macos-arm64", "windows-amd64",
    ]
    private static let pythons = ["3.11", "3.11.4", "3.11.9", "3.12.1", "3.12.4", "3.13"]
    private static let project = ProjectName(spelled: "x")

    private static func markers(
        _ targets: [(name: String, python: String, platform: String)]
    ) throws -> TargetMarkers {
        TargetMarkers(
            try targets.map { try Target(name: $0.name, python: $0.python, platform: $0.platform) })
    }

    private static func isChosen(
        _ marker: String?, by python: String, on platform: String
    ) throws -> Bool {
        let target = try Target(name: "real", python: python, platform: platform)
        guard let marker else { return true }
        return try Marker(parsing: marker).evaluate(target.environment)
    }

    @Test func aPlatformTellsMoreThanAPatchLevel() throws {
        let markers = try Self.markers([
            ("linux", "3.11.9", "linux-x86_64"), ("mac", "3.11.4", "macos-arm64"),
            ("bare", "3.12", "linux-x86_64"),
        ])
        #expect(
            try markers.marker(for: ["linux"], of: Self.project)
                == "sys_platform == 'linux' and python_version == '3.11'")
        #expect(
            try markers.marker(for: ["linux", "mac"], of: Self.project)
                == "python_version == '3.11'")
    }

    @Test func levelsThatDifferAloneAreToldApartAtTheirBorder() throws {
        let markers = try Self.markers([
            ("first", "3.11", "linux-x86_64"), ("middle", "3.11.4", "linux-x86_64"),
            ("last", "3.11.9", "linux-x86_64"),
        ])
        #expect(
            try markers.marker(for: ["first", "last"], of: Self.project)
                == "python_version == '3.11' and python_full_version < '3.11.4' or "
                + "python_version == '3.11' and python_full_version >= '3.11.9'")
    }

    @Test func aPreReleaseIsNotLostBeforeItsRelease() throws {
        let markers = try Self.markers([
            ("early", "3.15.0rc1", "linux-x86_64"), ("late", "3.15.0", "linux-x86_64"),
        ])
        let early = try markers.marker(for: ["early"], of: Self.project)
        let late = try markers.marker(for: ["late"], of: Self.project)
        for (python, isEarly) in [("3.15.0rc1", true), ("3.15.0", false), ("3.15.2", false)] {
            #expect(try Self.isChosen(early, by: python, on: "linux-x86_64") == isEarly)
            #expect(try Self.isChosen(late, by: python, on: "linux-x86_64") == !isEarly)
        }
    }

    @Test(arguments: 0..<150)
    func everyPythonTakesWhatTheNearestTargetTakes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var targets: [Target] = []
        var releases: [MarkerEnvironment: Int] = [:]
        for number in 0..<Int.random(in: 1...5, using: &random) {
            let target = try Target(
                name: "t\(number)", python: Self.pythons.randomElement(using: &random) ?? "3.11",
                platform: Self.platforms.randomElement(using: &random) ?? "linux-x86_64")
            targets.append(target)
            if releases[target.environment] == nil {
                releases[target.environment] = Int.random(in: 0...2, using: &random)
            }
        }
        let markers = TargetMarkers(targets)
        for release in 1...2 {
            let wanting = Set(targets.filter { releases[$0.environment] == release }.map(\.name))
            guard !wanting.isEmpty else { continue }
            let marker = try markers.marker(for: wanting, of: Self.project)
            for target in targets {
                let minor = target.python.release.prefix(2).map(\.description)
                for patch in 0...11 {
                    let python = (minor + ["\(patch)"]).joined(separator: ".")
                    let nearest = try nearest(targets, target, python)
                    #expect(
                        try Self.isChosen(marker, by: python, on: target.platform)
                            == (releases[nearest.environment] == release),
                        "\(marker ?? "always"): \(python) on \(target.platform)")
                }
            }
        }
    }

    /// Of the targets of the same kind the newest that is not newer, else the oldest.
    private func nearest(_ targets: [Target], _ kind: Target, _ python: String) throws -> Target {
        let real = try Target(name: "real", python: python, platform: kind.platform)
        let alike = targets.filter { target in
            [MarkerVariable.sysPlatform, .platformMachine, .pythonVersion].allSatisfy {
                target.environment[$0] == real.environment[$0]
            }
        }.sorted { $0.python < $1.python }
        return try #require(alike.last { $0.python <= real.python } ?? alike.first)
    }
}
