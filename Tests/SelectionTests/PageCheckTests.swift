import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

struct PageCheckTests {
    private func judge(
        _ files: [String], name: String? = nil, format: PageFormat = .html, metaSeen: Bool = false,
        status: ProjectStatus = .active, omitted: Omission.Reason? = nil, folders: Bool = false
    ) throws -> PageObjection? {
        let page = ProjectPage(
            name: name, status: status, files: files.map { IndexFile(filename: $0, url: "") },
            metaSeen: metaSeen)
        let decoded = Decoded(
            page: page, omissions: omitted.map { [Omission(text: "x", reason: $0)] } ?? [],
            linksToFolders: folders)
        return PageCheck.judge(decoded, format: format, project: try #require(ProjectName("demo")))
    }

    @Test func anIndexPageIsTaken() throws {
        #expect(try judge(["demo-1.0.tar.gz"]) == nil)
        #expect(try judge(["demo-1.0.tar.gz", "login"], metaSeen: true) == nil)
        #expect(try judge(["demo-1.0-py3-none-any.whl"], name: "Demo", format: .json) == nil)
        #expect(try judge(["other-1.0.tar.gz", "demo-1.0.tar.gz"]) == nil)
        #expect(try judge(["demo-1.0.win32.exe"]) == nil)
    }

    @Test func anEmptyPageNeedsASign() throws {
        #expect(try judge([]) == .emptyWithoutSign)
        #expect(try judge([], metaSeen: true) == nil)
        #expect(try judge([], format: .json) == nil)
    }

    @Test func aPageOfOtherLinksIsNone() throws {
        #expect(try judge(["login", "imprint.html"]) == .noDistribution)
        #expect(try judge(["login"], metaSeen: true) == .noDistribution)
    }

    @Test func anEmptyPageHasNoLinksEither() throws {
        #expect(try judge([], metaSeen: true, folders: true) == .noDistribution)
        #expect(try judge([], metaSeen: true, omitted: .unsupportedScheme) == .noDistribution)
        #expect(try judge([], format: .json, omitted: .noURL) == .noDistribution)
        #expect(try judge([], metaSeen: true, omitted: .unsafeName) == nil)
        #expect(try judge([], metaSeen: true, status: .quarantined, folders: true) == nil)
    }

    @Test func anotherProjectsPageIsNone() throws {
        #expect(try judge(["other-1.0-py3-none-any.whl", "x-2.0.tar.gz"]) == .otherProjects)
        #expect(
            try judge(["demo-1.0.tar.gz"], name: "other", format: .json) == .otherName("other"))
        #expect(try judge([], name: "other", format: .json) == .otherName("other"))
    }
}
