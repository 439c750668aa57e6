internal import Inputs
internal import MirrorStore
internal import PythonPackaging
internal import Selection
internal import SimpleIndex

/// Source distributions that a proof came to, and what each is built with.
struct SourceBuilds {
    /// One source distribution that somebody has to build.
    struct Build {
        let filename: String
        let group: RequirementGroup
        /// For the targets that have no wheel of the release.
        let rules: SelectionRules

        /// What an installer would not find, which matters only where it has not got it already.
        func doubts(_ result: ProofResult) -> [String] {
            result.unproven
                + result.missing.map { lack in
                    let place = lack.target.map { " for target \($0)" } ?? ""
                    return "\(filename) is built with \(lack.requirement)\(place), which the "
                        + "mirror does not serve: \(lack.description)"
                }
        }
    }

    let targets: [Target]
    let pool: Pool
    private var waiting: [Build] = []
    private var known: Set<String> = []
    /// In full sentences.
    private(set) var unreadable: [String] = []

    init(targets: [Target], pool: Pool) {
        self.targets = targets
        self.pool = pool
    }

    mutating func next() -> Build? { waiting.popLast() }

    /// Reads what the release is built with, where it is a source distribution of the pool.
    mutating func note(_ source: MetadataSource, _ page: ProjectPage?) async {
        for file in source.filenames.compactMap({ page?.file(named: $0) }) {
            let name = DistributionFilename.parse(file.filename, project: source.release.name)
            guard name?.isSdist ?? false, let sha256 = SelectedFile(file).sha256,
                (try? pool.contains(sha256: sha256, filename: file.filename)) ?? false,
                known.insert(file.filename).inserted
            else { continue }
            let path = "\(file.filename)/pyproject.toml"
            do {
                let bytes = try await pool.buildConfiguration(
                    sha256: sha256, filename: file.filename)
                let system = try BuildSystem(parsing: bytes, path: path)
                guard !system.requires.isEmpty else { continue }
                var rules = SelectionRules()
                rules.targets = targets.filter { !Self.hasWheel(source.release, page, $0) }
                waiting.append(
                    Build(
                        filename: file.filename,
                        group: RequirementGroup(
                            system.requires.map { RootRequirement($0, origin: path) }),
                        rules: rules))
            } catch {
                unreadable.append("what builds \(file.filename) cannot be read: \(error)")
            }
        }
    }

    private static func hasWheel(
        _ release: ReleaseID, _ page: ProjectPage?, _ target: Target
    ) -> Bool {
        (page?.files ?? []).contains { file in
            guard let wheel = try? WheelFilename(parsing: file.filename) else { return false }
            return wheel.version == release.version && target.rank(of: wheel) != nil
        }
    }
}
