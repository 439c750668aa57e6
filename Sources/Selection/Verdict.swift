/// What stands about one file so far: the furthest rule that it reached, and for whom.
struct Verdict {
    private(set) var rule: FileRule
    /// The requirement, glob or exclusion that the rule speaks of.
    private(set) var text: String?
    private(set) var target: String?

    init(_ rule: FileRule, text: String? = nil) {
        self.rule = rule
        self.text = text
    }

    /// Takes the verdict of one more wish, where that comes nearer to keeping the file.
    mutating func raise(to rule: FileRule, by wish: Wish, _ target: String?) {
        guard rule > self.rule else { return }
        self.rule = rule
        text = wish.text
        self.target = target
    }
}
