/// What a mirror lacks that has no page for a request.
enum PageAbsence {
    /// Nothing was ever published.
    case generation
    /// The live generation has no such project.
    case project
}
