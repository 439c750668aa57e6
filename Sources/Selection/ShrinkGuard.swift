/// Refuses an upstream listing that lost too much of what the last accepted one named.
package struct ShrinkGuard: Hashable, Sendable {
    /// The largest part that may vanish at once, 0 to 1.
    package let limit: Double

    /// Losses below this number are ignored unless all goes.
    private static let ignoredLosses = 5

    package init(limit: Double) {
        self.limit = limit
    }

    /// What the guard says of a listing.
    package enum Judgement: Hashable, Sendable {
        case accepted
        case shrunk(lost: Int, of: Int)
        /// Nothing is left at all; such a page may be accepted once it was seen often enough.
        case emptied(of: Int)
    }

    /// - Parameters:
    ///   - known: names of the last accepted listing, yanked files included: yanks are no loss.
    ///   - new: names of the listing at hand.
    package func judge(known: Set<String>, new: Set<String>) -> Judgement {
        let lost = known.subtracting(new).count
        if known.isEmpty || lost == 0 { return .accepted }
        if new.isEmpty { return .emptied(of: known.count) }
        let isIgnored = lost < Self.ignoredLosses && lost < known.count
        let isWithin = Double(lost) / Double(known.count) <= limit
        return isIgnored || isWithin ? .accepted : .shrunk(lost: lost, of: known.count)
    }
}
