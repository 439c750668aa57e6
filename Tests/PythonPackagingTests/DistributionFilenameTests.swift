import PythonPackaging
import Testing

struct DistributionFilenameTests {
    static let demo = ProjectName(spelled: "demo-pkg")

    @Test(arguments: [
        ("demo_pkg-1.0-py2.7.egg", OtherFilename.Kind.egg, "1.0"),
        ("demo-pkg-1.0.win32-py2.7.exe", .installer, "1.0"),
        ("demo-pkg-1.0.win-amd64-py3.3.msi", .installer, "1.0"),
        ("demo-pkg-1.0.dmg", .installer, "1.0"),
        ("demo-pkg-1.0-1.noarch.rpm", .rpm, "1.0"),
        ("python3-demo-pkg_1.0-1_all.deb", .deb, "1.0"),
        ("demo-pkg-1.0.linux-x86_64.tar.gz", .dumb, "1.0"),
        ("demo-pkg-1.0b2.macosx-10.9-intel.zip", .dumb, "1.0b2"),
        ("demo-pkg-2004d.tar.gz", .sdist, "2004d"),
        ("demo-pkg-1.0-py3-none-any.whl", .wheel, "1.0"),
        ("demo_pkg-1.0_1-py3-none-any.whl", .wheel, "1.0_1"),
        ("demo_pkg-1.0-py3-none-any.WHL", .wheel, "1.0"),
    ])
    func namesTheDeadKinds(filename: String, kind: OtherFilename.Kind, version: String) {
        guard case .other(let other)? = DistributionFilename.parse(filename, project: Self.demo)
        else {
            Issue.record("\(filename) is not among the others")
            return
        }
        #expect(other.kind == kind)
        #expect(other.name == Self.demo)
        #expect(other.versionText == version)
    }

    @Test(arguments: [
        "index.html", "demo-1.0.tar.gz.asc", "demo-1.0-py3-none-any.whl.metadata", ".whl",
        "download",
    ])
    func sometimesItIsNoDistribution(filename: String) {
        #expect(DistributionFilename.parse(filename, project: Self.demo) == nil)
        #expect(!DistributionFilename.looksLikeDistribution(filename))
    }

    @Test func tellsWheelsAndSdists() {
        let wheel = DistributionFilename.parse("demo_pkg-1.0-py3-none-any.whl", project: Self.demo)
        #expect(wheel?.isWheel == true)
        #expect(wheel?.versionText == "1.0")
        let sdist = DistributionFilename.parse("demo-pkg-1.0.0.tar.gz", project: Self.demo)
        #expect(sdist?.isSdist == true)
        #expect(sdist?.version == wheel?.version)
    }

    @Test(arguments: [
        ("other-1.0-py3-none-any.whl", "other"), ("other-1.0.tar.gz", "other"),
        ("other-1.0-py2.7.egg", "other"), ("other-thing-1.0.zip", "other-thing"),
    ])
    func tellsAnotherProjectsFile(filename: String, project: String) {
        let file = DistributionFilename.parse(filename, project: Self.demo)
        #expect(file?.project?.normalized == project)
        #expect(DistributionFilename.projectGuess(filename)?.normalized == project)
    }
}
