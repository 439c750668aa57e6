import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

struct ProofTests {
    @Test func aWholeMirrorIsProven() throws {
        var mirror = try UniverseIndex("a 1.0: b<2\nb 1.0")
        try mirror.require("a>=1")
        try mirror.target("ci", "3.12", "linux-x86_64")
        #expect(mirror.proof().isProven)
    }

    @Test func aMissingNameIsToldForEachTargetThatWantsIt() throws {
        var mirror = try UniverseIndex(
            """
            a 1.0: b
            b 1.0: colorama>=0.4; sys_platform == "win32"
            """)
        try mirror.require("a>=1", "b")
        try mirror.target("ci", "3.12", "linux-x86_64")
        try mirror.target("pc", "3.12", "windows-amd64")
        let proof = mirror.proof()
        #expect(proof.missing.map(\.target) == ["pc", "pc"])
        #expect(proof.missing.map(\.requirement) == ["a>=1", "b"])
        #expect(proof.missing.map(\.name.normalized) == ["colorama", "colorama"])
        #expect(proof.missing[0].chain == ["a>=1", "a 1.0", "b", "b 1.0", "colorama>=0.4"])
        #expect(
            proof.missing[1].description
                == "the mirror does not have colorama "
                + "(b -> b 1.0 -> colorama>=0.4)")
    }

    @Test func aReleaseThatNoLongerFitsIsMissingToo() throws {
        var mirror = try UniverseIndex("a 1.0: b>=2\nb 1.0")
        try mirror.require("a")
        let proof = mirror.proof()
        #expect(proof.missing.map(\.name.normalized) == ["b"])
        #expect(proof.missing[0].chain == ["a", "a 1.0", "b>=2"])
    }

    @Test func rulesOfTheJobDoNotBindTheInstaller() throws {
        var mirror = try UniverseIndex("a 1.0")
        try mirror.require("a")
        mirror.rules.exclude = [
            Exclusion(name: ProjectName(spelled: "a"), specifiers: SpecifierSet())
        ]
        mirror.rules.minimumAge = .seconds(86_400)
        #expect(mirror.proof().isProven)
    }

    @Test func whatCannotBeReadIsUnproven() throws {
        var mirror = try UniverseIndex("a 1.0\nb 1.0")
        try mirror.require("a", "b")
        let b = ReleaseID(ProjectName(spelled: "b"), try #require(Version("1.0")))
        let source = MetadataSource(b, ["b-1.0-py3-none-any.whl"])
        mirror.universe.unavailable[.dependencies(source)] = "the file is damaged"
        mirror.universe.dependencies[
            ReleaseID(ProjectName(spelled: "a"), try #require(Version("1.0")))] =
            ReleaseDependencies(requirements: [], isFinal: false)
        let proof = mirror.proof()
        #expect(proof.missing.isEmpty && !proof.isProven)
        #expect(
            proof.unproven == [
                "the dependencies of b 1.0 cannot be read: the file is damaged",
                "the requirements of a 1.0 are dynamic, so more may be needed to build it",
            ])
    }
}
