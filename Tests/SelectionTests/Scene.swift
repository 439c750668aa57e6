import Primitives
import PythonPackaging
import SimpleIndex
import Testing

@testable import Selection

/// A small index page and a job over it, in the words of the tests.
struct Scene {
    var rules = SelectionRules()
    var page = ProjectPage()
    var project: ProjectName
    var now: Instant

    /// - Parameter files: names of the page's files; `~` in front marks a yanked one.
    init(_ files: [String], project: String = "demo") throws {
        self.project = try #require(ProjectName(project))
        now = try #require(Instant(rfc3339: "2026-06-01T00:00:00Z"))
        page.files = files.map { name in
            let isYanked = name.hasPrefix("~")
            return IndexFile(
                filename: isYanked ? String(name.dropFirst()) : name,
                url: "https://files.example/\(name)", yanked: isYanked ? .yes(reason: nil) : .no)
        }
    }

    mutating func require(_ texts: String...) throws {
        rules.requirements += try texts.map { try Requirement(parsing: $0) }
    }

    mutating func glob(_ texts: String...) throws {
        rules.projectGlobs += try texts.map { try #require(ProjectGlob($0)) }
    }

    mutating func target(_ name: String, _ python: String, _ platform: String) throws {
        rules.targets.append(try Target(name: name, python: python, platform: platform))
    }

    mutating func exclude(_ text: String) throws {
        let wanted = try Requirement(parsing: text)
        rules.exclude.append(Exclusion(name: wanted.name, specifiers: wanted.specifiers))
    }

    /// Changes the files whose name contains `part`.
    mutating func change(_ part: String, _ change: (inout IndexFile) -> Void) {
        for index in page.files.indices where page.files[index].filename.contains(part) {
            change(&page.files[index])
        }
    }

    mutating func uploaded(_ part: String, _ text: String) throws {
        let time = try #require(Instant(rfc3339: text))
        change(part) { $0.uploadTime = time }
    }

    var decision: ProjectDecision {
        FileSelection(rules).decide(page, project: project, now: now)
    }

    /// Names of the files that are taken, sorted.
    var kept: [String] { decision.files.filter(\.isKept).map(\.filename).sorted() }

    func rule(_ filename: String) -> FileRule? {
        decision.files.first { $0.filename == filename }?.rule
    }
}
