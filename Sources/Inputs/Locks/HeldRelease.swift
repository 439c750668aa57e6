import Primitives
import PythonPackaging

/// The files of one release in a wheelhouse, and where they are installed.
struct HeldRelease {
    let name: ProjectName
    let version: Version
    /// Source distributions first, then by name.
    let files: [HeldFile]
    /// As `environment_marker` of a requirement; nil: everywhere.
    let marker: String?

    /// The releases that some target installs, by name and version.
    /// - Throws: that no marker tells two targets apart that need different versions.
    static func releases(
        of files: [HeldFile], for targets: [Target]
    ) throws(IndistinctTargets) -> [HeldRelease] {
        let markers = TargetMarkers(targets)
        let installed = files.filter { !$0.targets.isEmpty }
        let projects = Dictionary(grouping: installed, by: \.name)
        var releases: [HeldRelease] = []
        for (name, files) in projects.sorted(by: { $0.key < $1.key }) {
            let versions = Dictionary(grouping: files, by: \.version)
                .sorted { $0.key < $1.key }
            for (version, files) in versions {
                for share in FileShare.shares(of: files, targets) {
                    releases.append(
                        HeldRelease(
                            name: name, version: version, files: share.files.sorted(by: isBefore),
                            marker: try markers.marker(for: share.targets, of: name)))
                }
            }
            if versions.count > 1 { try markers.checkDisjoint(versions.map(\.value), of: name) }
        }
        return releases
    }

    private static func isBefore(_ left: HeldFile, _ right: HeldFile) -> Bool {
        left.isWheel == right.isWheel ? left.filename < right.filename : right.isWheel
    }
}
