/// Two targets need different releases of a project, and no marker tells one from the other.
package struct IndistinctTargets: Error, Hashable, Sendable, CustomStringConvertible {
    package let project: String
    /// Names of targets on either side.
    package let wanting: String
    package let other: String

    package var description: String {
        "the targets \(wanting) and \(other) need different files of \(project), and no marker "
            + "tells one from the other"
    }
}
