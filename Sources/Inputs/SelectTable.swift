import Primitives
import PythonPackaging
import Selection

/// Reads the `[select]` table.
struct SelectTable {
    let table: TableReader
    /// The job's, on which markers are tried.
    let targets: [Target]

    func rules() -> SelectionRules {
        table.checkKeys()
        var rules = SelectionRules()
        rules.targets = targets
        rules.requirements = requirements()
        rules.projectGlobs = table.list("projects", Self.globExpected) { ProjectGlob($0) } ?? []
        rules.versions =
            table.parsed("versions", "\"latest\", \"latest:3\" or \"all\"", Self.versions)
            ?? rules.versions
        rules.sdists = table.choice("sdists") ?? rules.sdists
        rules.prereleases = table.choice("prereleases") ?? rules.prereleases
        rules.yanked = table.choice("yanked") ?? rules.yanked
        rules.removed = table.choice("removed") ?? rules.removed
        rules.wheels = table.choice("wheels") ?? rules.wheels
        rules.minimumAge = table.duration("minimum-age").flatMap { $0 == .zero ? nil : $0 }
        rules.asOf = day()
        rules.exclude = exclusions()
        rules.maxFileSize = table.parsed("max-file-size", "a size such as \"2GiB\"") {
            SizeText.parse($0)
        }
        return rules
    }

    private static let globExpected = "globs over names such as \"acme-*\""

    /// Whether Requires-Dist is followed.
    func followsDependencies() -> Bool { table.boolean("dependencies") ?? true }

    func requirementFiles() -> [String] { table.filePaths("requirement-files") ?? [] }

    func lockFiles() -> [String] { table.filePaths("lock-files") ?? [] }

    private func requirements() -> [Requirement] {
        (table.strings("requirements") ?? []).compactMap { text, place in
            do {
                let requirement = try Requirement(parsing: text)
                return isUsable(requirement, place) ? requirement : nil
            } catch {
                table.log.note(place, "\(error)")
                return nil
            }
        }
    }

    private func isUsable(_ requirement: Requirement, _ place: TOMLPath) -> Bool {
        if requirement.url != nil {
            table.log.note(
                place, "the requirement \(requirement.name) is a URL, which no index serves",
                suggestion: "name the project and a version instead")
            return false
        }
        guard let marker = requirement.marker else { return true }
        do throws(MarkerError) {
            _ = try marker.mayHold(extras: [])
            for target in targets { _ = try marker.evaluate(target.environment, extras: []) }
            return true
        } catch {
            table.log.note(place, "\(error)")
            return false
        }
    }

    private static func versions(_ text: String) -> VersionChoice? {
        if text == "latest" { return .latest(1) }
        if text == "all" { return .all }
        let digits = text.dropFirst(7)
        guard text.hasPrefix("latest:"), digits.first?.isNumber == true, let count = Int(digits),
            (1...100_000).contains(count)
        else { return nil }
        return .latest(count)
    }

    /// A TOML date, or the same as a string.
    private func day() -> CalendarDay? {
        if case .day(let day) = table.members["as-of"] { return day }
        return table.parsed("as-of", "a day such as 2026-01-01") { CalendarDay(parsing: $0) }
    }

    private func exclusions() -> [Exclusion] {
        table.list("exclude", "names, or names with versions such as \"numpy==2.0.0rc1\"") {
            guard let wanted = try? Requirement(parsing: $0), wanted.url == nil,
                wanted.marker == nil, wanted.extras.isEmpty
            else { return nil }
            return Exclusion(name: wanted.name, specifiers: wanted.specifiers)
        } ?? []
    }
}
