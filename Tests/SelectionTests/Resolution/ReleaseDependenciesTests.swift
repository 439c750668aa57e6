import PythonPackaging
import Testing

@testable import Selection

struct ReleaseDependenciesTests {
    private func metadata(_ lines: String...) throws -> CoreMetadata {
        let text = (["Metadata-Version: 2.2"] + lines).joined(separator: "\n") + "\n"
        return try CoreMetadata(parsing: Array(text.utf8))
    }

    private let demo: ReleaseID

    init() throws {
        demo = ReleaseID(ProjectName(spelled: "demo-it"), try #require(Version("1.0")))
    }

    @Test func requirementsAreTakenApartWithTheUsualRepairs() throws {
        let dependencies = try ReleaseDependencies(
            metadata(
                "Name: Demo_It", "Version: 1.0.0", "Requires-Dist: b (>=1.0.*)",
                "Requires-Dist: c; extra == 'X_y'", "Provides-Extra: X_y",
                "Requires-Python: >=3.8"), of: demo)
        #expect(dependencies.requirements.map(\.description).first == "b>=1.0")
        #expect(dependencies.extras == [ProjectName(spelled: "x-y")])
        #expect(dependencies.requiresPython == ">=3.8")
        #expect(dependencies.isFinal)
    }

    @Test func metadataOfSomethingElseIsRefused() throws {
        #expect(throws: UnusableMetadata(code: .otherProject, value: "other")) {
            try ReleaseDependencies(metadata("Name: other", "Version: 1.0"), of: demo)
        }
        #expect(throws: UnusableMetadata(code: .otherVersion, value: "1.1")) {
            try ReleaseDependencies(metadata("Name: demo.it", "Version: 1.1"), of: demo)
        }
        #expect(throws: UnusableMetadata(code: .requirement, value: "b ~~ 2")) {
            try ReleaseDependencies(
                metadata("Name: demo-it", "Version: 1.0", "Requires-Dist: b ~~ 2"), of: demo)
        }
    }

    @Test func aSourceDistributionMayBeDynamic() throws {
        let dynamic = try metadata("Name: demo-it", "Version: 1.0", "Dynamic: Requires-Dist")
        #expect(try !ReleaseDependencies(dynamic, of: demo, isSdist: true).isFinal)
        #expect(try ReleaseDependencies(dynamic, of: demo).isFinal)
        let fixed = try metadata("Name: demo-it", "Version: 1.0")
        #expect(try ReleaseDependencies(fixed, of: demo, isSdist: true).isFinal)
    }
}
