/// Two targets need different releases of a project, and no marker tells one from the other.
package struct IndistinctTargets: Error, Hashable, Sendable, CustomStringConvertible {
    package let project: String
    /// Names of targets on either side.
    package let wanting: String
    package let other: String

    /// What to do next.
    package static let advice = "fill a wheelhouse of its own for each of them"

    package var description: String {
        "the targets \(wanting) and \(other) need different files of \(project), and no marker "
            + "tells one from the other"
    }
}
