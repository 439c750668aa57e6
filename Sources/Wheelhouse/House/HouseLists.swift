internal import Inputs
internal import Primitives
internal import PythonPackaging

/// The lists that stand in a wheelhouse beside its files.
struct HouseLists {
    let requirements: String
    let lock: String
    let checksums: String
    /// One line for each target; of several, the one over all of them first.
    let keys: String

    /// - Parameters:
    ///   - files: all that the targets install, and what builds some of it.
    ///   - others: what stands here besides, by path.
    /// - Throws: that no marker tells two targets apart that need different files.
    init(
        _ files: [HeldFile], others: [String: Digest], targets: [Target],
        all key: WarmReport.Key?, keys: [WarmReport.Key], layout: WheelhouseLayout
    ) throws(IndistinctTargets) {
        requirements = try RequirementsListing.text(
            files, for: targets, installing: layout == .flat ? .looseFiles : .index)
        lock = try PylockListing.text(files, for: targets)
        let all = others.merging(files.map { ($0.path, $0.sha256) }) { $1 }
        checksums = ChecksumListing.text(all.map { (path: $0.key, sha256: $0.value) })
        let lines = [key].compactMap(\.self).filter { !keys.contains($0) } + keys
        self.keys = lines.map { $0.key + "\n" }.joined()
    }
}
