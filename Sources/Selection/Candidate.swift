import PythonPackaging

/// A wheel or source distribution that may be selected.
struct Candidate {
    /// The file's place in its page.
    let index: Int
    let filename: String
    /// nil for a source distribution. Of a wheel whose version is none, only the tags count.
    let wheel: WheelFilename?
    let isYanked: Bool
    let requiresPython: String?
    /// Whether only the file's age keeps it out.
    let isHeld: Bool
    /// Whether it is over `max-file-size`.
    let isTooLarge: Bool
    /// Whether the index lists it no more.
    let isUnlisted: Bool
}
