internal import Cryptography
internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Selection

/// One job of a run: its file, its indexes made ready, its rules.
struct JobContext: Sendable {
    let file: JobFile
    let indexes: [IndexContext]
    private(set) var selection: FileSelection
    private(set) var projects: ProjectList
    /// Changes when a rule changes that could decide about a file.
    private let rulesDigest: String
    /// What the requirements were resolved to.
    private var pins: [ProjectName: [ReleasePin]] = [:]
    /// Projects that could not be resolved now and never were: what is kept of them stays.
    private(set) var frozen: Set<ProjectName> = []

    init(file: JobFile, indexes: [IndexContext]) {
        self.file = file
        self.indexes = indexes
        selection = FileSelection(file.select)
        projects = ProjectList(file.select)
        rulesDigest = Hashing.digest(Array(file.select.fingerprint.utf8), .sha256).hex
    }

    /// The same job, with releases in the place of its requirements.
    /// - Parameter roots: required projects whose resolution failed.
    func resolved(
        to pins: [ReleasePin], failed roots: Set<ProjectName> = []
    ) -> JobContext {
        var job = self
        job.frozen = roots.subtracting(pins.map(\.release.name))
        var rules = file.select
        rules.requirements = []
        job.selection = FileSelection(rules, pins: pins)
        job.projects = ProjectList(rules, pins: pins)
        job.pins = Dictionary(grouping: pins, by: \.release.name)
        return job
    }

    /// Changes when anything changes that could decide about a project's files.
    func rulesDigest(of project: ProjectName) -> String {
        guard let pins = pins[project] else { return rulesDigest }
        let lines = pins.map { "\($0.release) \($0.target ?? "") \($0.isYanked)" }.sorted()
        let text = ([rulesDigest] + lines).joined(separator: "\n")
        return Hashing.digest(Array(text.utf8), .sha256).hex
    }

    var name: String { file.name }
    var rules: SelectionRules { file.select }

    /// The indexes that may be asked for a project, in order.
    ///
    /// An index that owns the name is the only one that is asked, so that no public name can
    /// stand in for a private one.
    func chain(for project: ProjectName) -> [IndexContext] {
        if let owner = indexes.first(where: { $0.settings.owns(project) }) { return [owner] }
        return indexes.filter { $0.settings.offers(project) }
    }
}
