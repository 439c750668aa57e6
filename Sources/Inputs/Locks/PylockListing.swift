import Primitives
package import PythonPackaging

/// The `pylock.toml` of a wheelhouse: every release that a target installs, with files that stand
/// beside it (PEP 751).
package enum PylockListing {
    /// The line that says who wrote it.
    package static let author = "created-by = \"wheelbarrow\""

    /// - Throws: that no marker tells two targets apart that need different versions.
    package static func text(
        _ files: [HeldFile], for targets: [Target]
    ) throws(IndistinctTargets) -> String {
        let releases = try HeldRelease.releases(of: files, for: targets)
        let environments = TargetMarkers(targets).environments
        var text = "lock-version = \"1.0\"\n"
        if !environments.isEmpty {
            text += "environments = [\n"
            text += environments.map { "    \(TOMLText.quoted($0)),\n" }.joined()
            text += "]\n"
        }
        text += author + "\n"
        if releases.isEmpty { text += "packages = []\n" }
        return text + releases.map(entry).joined()
    }

    private static func entry(_ release: HeldRelease) -> String {
        var text = "\n[[packages]]\n"
        text += "name = \(TOMLText.quoted(release.name.normalized))\n"
        text += "version = \(TOMLText.quoted(release.version.description))\n"
        if let marker = release.marker { text += "marker = \(TOMLText.quoted(marker))\n" }
        // The format holds one source distribution; of several the first one stands.
        if let sdist = release.files.first(where: { !$0.isWheel }) {
            text += "sdist = \(file(sdist))\n"
        }
        let wheels = release.files.filter(\.isWheel)
        if !wheels.isEmpty {
            text += "wheels = [\n" + wheels.map { "    \(file($0)),\n" }.joined() + "]\n"
        }
        return text
    }

    private static func file(_ file: HeldFile) -> String {
        "{ path = \(TOMLText.quoted(file.path)), size = \(file.size), "
            + "hashes = { \(file.sha256.algorithm.rawValue) = \"\(file.sha256.hex)\" } }"
    }
}
