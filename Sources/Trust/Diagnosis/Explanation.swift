/// What is said of a refused chain.
struct Explanation {
    /// One sentence: what, where.
    var summary: String
    /// Facts around it that matter.
    var notes: [String] = []
    /// What to do, safest first.
    var remedies: [String] = []
    /// Whether this machine's clock may be the cause.
    var doubtsClock = false
}
