/// Which of the wheels that fit a target are taken.
package enum WheelChoice: String, CaseIterable, Sendable {
    /// One for each release and target, by the order of the target's tags.
    case best
    case compatible
}
