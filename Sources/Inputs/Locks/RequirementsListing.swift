import Primitives
package import PythonPackaging

/// The `requirements.lock.txt` of a wheelhouse: every release that a target installs, pinned, with
/// the hashes of its files (pip: "Secure installs").
package enum RequirementsListing {
    /// How pip finds the files, as its options.
    package enum Finding: String, Sendable {
        case looseFiles = "--no-index --find-links ."
        case index = "--index-url \"file://$PWD/simple/\""
    }

    /// What the list begins with.
    package static let opening = "# The files beside this list"

    /// - Throws: that no marker tells two targets apart that need different versions.
    package static func text(
        _ files: [HeldFile], for targets: [Target], installing finding: Finding = .looseFiles
    ) throws(IndistinctTargets) -> String {
        let releases = try HeldRelease.releases(of: files, for: targets)
        return heading(targets, finding) + releases.map(entry).joined()
    }

    private static func heading(_ targets: [Target], _ finding: Finding) -> String {
        """
        \(opening), for \(targets.map(\.name).joined(separator: ", ")). Install with
        #   pip install \(finding.rawValue) --require-hashes -r requirements.lock.txt

        """
    }

    private static func entry(_ release: HeldRelease) -> String {
        var lines = ["\(release.name)==\(release.version)"]
        if let marker = release.marker { lines[0] += " ; \(marker)" }
        var seen: Set<Digest> = []
        lines += release.files.map(\.sha256).filter { seen.insert($0).inserted }
            .map { "    --hash=\($0)" }
        return lines.joined(separator: " \\\n") + "\n"
    }
}
