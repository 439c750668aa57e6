internal import PythonPackaging
internal import SimpleIndex

extension ProjectPage {
    /// The page with a few files of each release: as many as METADATA may have to be read from, so
    /// that a resolution of hundreds of projects need not hold all their files.
    func metadataSources(of project: ProjectName) -> ProjectPage {
        var page = self
        var counts: [Kind: Int] = [:]
        page.files = files.filter { file in
            guard let name = DistributionFilename.parse(file.filename, project: project),
                let version = name.version
            else { return false }
            let kind = Kind(
                version: version, isWheel: name.isWheel,
                hasSidecar: file.coreMetadata.isPresent)
            counts[kind, default: 0] += 1
            return counts[kind, default: 0] <= Self.sourceLimit
        }
        return page
    }

    /// Of wheels and of others, with a sidecar and without one.
    private static let sourceLimit = 3

    private struct Kind: Hashable {
        let version: Version
        let isWheel: Bool
        let hasSidecar: Bool
    }
}
