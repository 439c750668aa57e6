import PythonPackaging
import Testing

@testable import Selection

struct ProjectListTests {
    private func list(_ requirements: [String], _ globs: [String], _ excluded: [String] = [])
        throws -> ProjectList
    {
        var rules = SelectionRules()
        rules.requirements = try requirements.map { try Requirement(parsing: $0) }
        rules.projectGlobs = try globs.map { try #require(ProjectGlob($0)) }
        rules.exclude = try excluded.map {
            let wanted = try Requirement(parsing: $0)
            return Exclusion(name: wanted.name, specifiers: wanted.specifiers)
        }
        return ProjectList(rules)
    }

    private func names(_ texts: String...) throws -> [ProjectName] {
        try texts.map { try #require(ProjectName($0)) }
    }

    @Test func namesComeFromRequirementsAndPlainGlobs() throws {
        let list = try list(["six>=1", "Six<2", "idna"], ["Acme_Core"])
        #expect(list.named.map(\.normalized) == ["acme-core", "idna", "six"])
        #expect(!list.needsRootPage)
        let six = try names("six", "acme-core", "other")
        #expect(six.map(list.requires) == [true, false, false])
        #expect(six.map(list.wants) == [true, true, false])
    }

    @Test func wildcardsNeedARootPage() throws {
        let list = try list(["six"], ["acme-*", "zz"], ["acme-old", "acme-core==1.0"])
        #expect(list.needsRootPage)
        let root = try names("acme-web", "acme-core", "acme-old", "six", "acme-web", "idna")
        let chosen = list.chosen(from: root).map(\.normalized)
        #expect(chosen == ["acme-core", "acme-web", "six"])
    }

    @Test func anExcludedProjectIsAskedForByNobody() throws {
        let list = try list(["six", "idna"], ["acme"], ["six", "acme"])
        #expect(list.named.map(\.normalized) == ["idna"])
        #expect(try names("six", "idna").map(list.requires) == [false, true])
        #expect(try names("six", "acme").map(list.wants) == [false, false])
    }
}
