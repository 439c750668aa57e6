import PythonPackaging
import Testing

struct SdistFilenameTests {
    @Test func splitsAtTheLastHyphen() throws {
        let sdist = try SdistFilename(parsing: "x-1.0-1.tar.gz")
        #expect(sdist.name.normalized == "x-1-0")
        #expect(sdist.version.description == "1")
    }

    @Test(arguments: [
        ("x-1.0-1.tar.gz", "x", "1.0.post1"), ("1-2-3.tar.gz", "1-2", "3"),
        ("1-2-3.tar.gz", "1", "2.post3"), ("Zope.Interface-4.0.tar.bz2", "zope-interface", "4.0"),
        ("zope_interface-4.0.tar.Z", "zope.interface", "4.0"), ("x-1.0.tgz", "x", "1.0"),
    ])
    func theProjectTellsWhereTheVersionBegins(
        filename: String, project: String, version: String
    ) throws {
        let project = try #require(ProjectName(project))
        #expect(SdistFilename(filename, of: project)?.version.description == version)
    }

    @Test(arguments: ["y-1.0.tar.gz", "x-1.0-py3-none-any.whl", "x-unknown.tar.gz", "x-1.0.TAR.GZ"])
    func refusesOtherFiles(filename: String) throws {
        #expect(SdistFilename(filename, of: try #require(ProjectName("x"))) == nil)
    }
}
