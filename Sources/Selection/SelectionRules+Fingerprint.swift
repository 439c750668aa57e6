import Primitives
import PythonPackaging

extension SelectionRules {
    /// All that changes a decision, as one text: two equal ones select alike.
    package var fingerprint: String {
        var lines = [
            "versions \(versions)", "sdists \(sdists.rawValue)",
            "prereleases \(prereleases.rawValue)", "yanked \(yanked.rawValue)",
            "removed \(removed.rawValue)", "wheels \(wheels.rawValue)",
        ]
        if let minimumAge { lines.append("minimum-age \(minimumAge.components.seconds)") }
        if let asOf { lines.append("as-of \(asOf)") }
        if let maxFileSize { lines.append("max-file-size \(maxFileSize.bytes)") }
        lines += requirements.map { "requirement \($0)" }.sorted()
        lines += projectGlobs.map { "glob \($0)" }.sorted()
        lines += exclude.map { "exclude \($0)" }.sorted()
        lines += targets.map(Self.line).sorted()
        return lines.joined(separator: "\n")
    }

    /// A target's name decides nothing; its tags and what its markers come from do.
    private static func line(of target: Target) -> String {
        let tags = target.tags.map(\.description).joined(separator: " ")
        return "target \(target.implementation) \(target.python) \(target.platform) \(tags)"
    }
}
