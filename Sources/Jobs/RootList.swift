internal import Inputs
internal import PythonPackaging

/// The names of projects on an index's root page, as a run came to know them.
struct RootList: Sendable {
    enum Standing: Hashable, Sendable {
        /// Accepted in this run, where none was before.
        case first
        /// Accepted in this run.
        case new
        /// Said by the index to be as it was.
        case unchanged
        /// What was accepted last, since this run could not read the page.
        case kept
    }

    let index: IndexContext
    let standing: Standing
    var names: [ProjectName]

    /// Those that may come from the index.
    var offered: some Sequence<ProjectName> { names.lazy.filter(index.settings.offers) }
}
