import Primitives
import PythonPackaging
import Testing

@testable import Selection

struct FingerprintTests {
    private func rules() throws -> SelectionRules {
        var rules = SelectionRules()
        rules.requirements = [
            try Requirement(parsing: "six>=1,<2"), try Requirement(parsing: "idna"),
        ]
        rules.projectGlobs = [try #require(ProjectGlob("acme-*"))]
        rules.targets = [try Target(name: "ci", python: "3.12", platform: "linux-x86_64")]
        return rules
    }

    @Test func staysForRulesThatSelectAlike() throws {
        let before = try rules().fingerprint
        var after = try rules()
        after.requirements = [
            try Requirement(parsing: "IDNA"), try Requirement(parsing: "Six <2, >=1"),
        ]
        after.targets = [try Target(name: "renamed", python: "3.12.0", platform: "linux-x86_64")]
        #expect(after.fingerprint == before)
    }

    @Test func changesWithEveryRule() throws {
        let changes: [(inout SelectionRules) throws -> Void] = [
            { $0.requirements.removeLast() }, { $0.projectGlobs = [] },
            { $0.versions = .latest(2) }, { $0.versions = .all }, { $0.sdists = .never },
            { $0.prereleases = .allow }, { $0.yanked = .keep }, { $0.wheels = .compatible },
            { $0.removed = .keep },
            { $0.minimumAge = .seconds(1) }, { $0.asOf = CalendarDay(daysSinceEpoch: 0) },
            { $0.maxFileSize = ByteCount(1) }, { $0.targets = [] },
            { $0.exclude = [Exclusion(name: $0.requirements[0].name, specifiers: .init())] },
            { $0.targets = [try Target(name: "ci", python: "3.11", platform: "linux-x86_64")] },
        ]
        var seen = [try rules().fingerprint]
        for change in changes {
            var changed = try rules()
            try change(&changed)
            seen.append(changed.fingerprint)
        }
        #expect(Set(seen).count == seen.count)
    }
}
