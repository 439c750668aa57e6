internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Selection

/// One job of a run: its file, its indexes made ready, its rules.
struct JobContext: Sendable {
    let file: JobFile
    let indexes: [IndexContext]
    let selection: FileSelection
    let projects: ProjectList
    /// Changes when anything changes that could decide about a file.
    let rulesDigest: String

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
