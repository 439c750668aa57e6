internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Selection
internal import Transport

/// One job of a run: its file, its indexes made ready, its rules.
struct JobContext: Sendable {
    let file: JobFile
    let indexes: [IndexContext]
    private(set) var selection: FileSelection
    private(set) var projects: ProjectList
    /// Changes when a rule changes that could decide about a file.
    private var rulesDigest: String
    /// What its requirement and lock files say.
    let inputs: JobInputs
    /// Projects that requirements lead to which cannot be resolved now: what is kept of them stays.
    private var frozen: Set<ProjectName> = []
    /// Whether nobody knows what the job leads to now, so that all that is kept stays.
    private var isUnresolved = false

    init(file: JobFile, indexes: [IndexContext], inputs: JobInputs = JobInputs()) {
        self.file = file
        self.indexes = indexes
        self.inputs = inputs
        selection = FileSelection(file.select, pins: inputs.pins)
        projects = ProjectList(file.select, pins: inputs.pins)
        rulesDigest = Self.digest(of: [file.select.fingerprint])
    }

    /// What has to be resolved before files are decided.
    var groups: [RequirementGroup] {
        if file.followsDependencies { return rules.requirementGroups + inputs.groups }
        return inputs.groups.map(\.withoutExtras)
    }

    /// The same job, with releases in the place of its requirements.
    /// - Parameter frozen: what requirements whose resolution failed led to before.
    func resolved(
        to pins: [ReleasePin], frozen: Set<ProjectName> = []
    ) -> JobContext {
        var job = self
        job.frozen = frozen
        var rules = file.select
        if file.followsDependencies { rules.requirements = [] }
        job.selection = FileSelection(rules, pins: pins + inputs.pins)
        job.projects = ProjectList(rules, pins: pins + inputs.pins)
        job.rulesDigest = Self.digest(of: [rules.fingerprint])
        return job
    }

    /// The same job, with requirements that its files have among its own.
    func asking(_ requirements: [Requirement]) -> JobContext {
        var job = self
        var rules = file.select
        rules.requirements += requirements
        job.selection = FileSelection(rules, pins: inputs.pins)
        job.projects = ProjectList(rules, pins: inputs.pins)
        return job
    }

    /// The same, where the resolution was stopped: with what it came to the last time.
    func unresolved(_ pins: [ReleasePin]) -> JobContext {
        var job = pins.isEmpty ? self : resolved(to: pins)
        job.isUnresolved = true
        return job
    }

    /// How a file is asked for that a lock has at an origin: as by each index at home there that the
    /// project may come from, else as by any that is.
    func indexes(at origin: Origin, for project: ProjectName) -> [IndexContext] {
        let isHome = { (index: IndexContext) in index.policy.isHome(origin) }
        let own = chain(for: project).filter(isHome)
        return own.isEmpty ? indexes.first(where: isHome).map { [$0] } ?? [] : own
    }

    /// How its requirements, and its files', ask for a project.
    func wishes(for project: ProjectName) -> [String] {
        groups.flatMap(\.requirements).map(\.requirement).filter { $0.name == project }.map(\.wish)
    }

    /// Whether one of its requirements, or of its files', asks for a project on some target.
    func requires(_ project: ProjectName) -> Bool {
        let own = rules.requirements + inputs.groups.flatMap(\.requirements).map(\.requirement)
        return own.contains { $0.name == project && $0.counts(onAnyOf: file.targets) }
    }

    /// Whether what is kept of a project stays, whatever the rules say now.
    func keeps(_ project: ProjectName) -> Bool { isUnresolved || frozen.contains(project) }

    /// Whether something stays though the rules may not name it now.
    var holdsBack: Bool { isUnresolved || !frozen.isEmpty }

    /// Changes when anything changes that could decide about a project's files.
    func rulesDigest(of project: ProjectName, at index: IndexContext) -> String {
        let pins = selection.pins(of: project)
        var lines = pins.map(\.fingerprint).sorted()
        if index.settings.allowsUnhashed { lines.append("unhashed") }
        // Locks may have files at the hosts of others.
        if pins.contains(where: { $0.listing?.offersFiles ?? false }) {
            lines += indexes.filter { $0.settings.allowsUnhashed && $0.key != index.key }
                .map { "unhashed \($0.key)" }
        }
        if let host = index.unverifiedPageHost { lines.append("unverified \(host)") }
        return lines.isEmpty ? rulesDigest : Self.digest(of: [rulesDigest] + lines)
    }

    private static func digest(of lines: [String]) -> String {
        Hashing.digest(Array(lines.joined(separator: "\n").utf8), .sha256).hex
    }

    var name: String { file.name }
    var rules: SelectionRules { file.select }

    /// The index that a project came from, where its `projects` no longer match the project.
    func former(of project: ProjectName, _ before: SelectionRecord?) -> IndexContext? {
        guard let before, before.kept > 0,
            let former = indexes.first(where: { $0.key == before.index }),
            !chain(for: project).contains(where: { $0.address == former.address }),
            !former.settings.offers(project)
        else { return nil }
        return former
    }

    /// The index that is the only one asked for a name, since it claims it.
    func owner(of project: ProjectName) -> IndexContext? {
        indexes.first { $0.settings.owns(project) }
    }

    /// The indexes that may be asked for a project, in order.
    ///
    /// An index that owns the name is the only one that is asked, so that no public name can
    /// stand in for a private one.
    func chain(for project: ProjectName) -> [IndexContext] {
        if let owner = owner(of: project) { return [owner] }
        return indexes.filter { $0.settings.offers(project) }
    }

    /// The same; the index that served the project last comes first, alone until it withdraws the
    /// project.
    func chain(for project: ProjectName, after before: SelectionRecord?) -> [IndexContext] {
        let chain = chain(for: project)
        return chain.filter { isSource($0, of: before) }
            + chain.filter { !isSource($0, of: before) }
    }

    /// Whether what is selected came from the index: from its table or, where no table of the job is
    /// that one any more, from its address.
    func isSource(_ index: IndexContext, of selection: SelectionRecord?) -> Bool {
        guard let selection else { return false }
        if indexes.contains(where: { $0.key == selection.index }) {
            return index.key == selection.index
        }
        return index.address.description == selection.address
    }
}
