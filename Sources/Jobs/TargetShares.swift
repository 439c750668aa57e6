internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import SimpleIndex

/// What a plan would download for each target.
struct TargetShares {
    typealias Share = (target: String, files: Int, bytes: Int64, unknownSizes: Int)

    private let catalog: Catalog

    init(_ catalog: Catalog) { self.catalog = catalog }

    /// - Returns: the targets in the order in which the jobs name them; a file counts for each that
    ///   can take it, a source distribution for all of its job's.
    func of(_ jobs: [JobFile]) throws -> [Share] {
        var shares: [Share] = []
        for name in jobs.flatMap(\.targets).map(\.name).distinct { shares.append((name, 0, 0, 0)) }
        guard !shares.isEmpty else { return [] }
        let targets = Dictionary(grouping: jobs, by: \.name).mapValues { $0.flatMap(\.targets) }
        var last: PendingDownload.Position?
        while true {
            let batch = try catalog.pendingDownloads(after: last)
            guard let end = batch.last else { return shares }
            for download in batch {
                let names = Self.takers(of: download, among: targets[download.job] ?? [])
                for place in shares.indices where names.contains(shares[place].target) {
                    shares[place].files += 1
                    if download.file.facts.size == nil { shares[place].unknownSizes += 1 }
                    shares[place].bytes = shares[place].bytes
                        .addingSaturated(download.file.facts.size ?? 0)
                }
            }
            last = end.position
        }
    }

    private static func takers(of download: PendingDownload, among targets: [Target]) -> Set<String>
    {
        let name = DistributionFilename.parse(download.file.filename, project: download.project)
        guard case .wheel(let wheel)? = name else { return Set(targets.map(\.name)) }
        return Set(targets.filter { $0.rank(of: wheel) != nil }.map(\.name))
    }
}
