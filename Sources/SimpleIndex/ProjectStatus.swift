/// What an index says of a project as a whole (project status markers, PEP 792).
package enum ProjectStatus: String, Hashable, Sendable {
    case active, archived, quarantined, deprecated

    /// A marker that is not known means the default, `active`.
    package init(marker: String) { self = ProjectStatus(rawValue: marker) ?? .active }
}
