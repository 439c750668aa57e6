/// Names in a sentence: the first few, and how many more there are.
package enum NameList {
    package static func text(_ names: [String], atMost limit: Int = 5) -> String {
        let shown = names.prefix(limit).joined(separator: ", ")
        return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
    }
}

extension Sequence where Element: Hashable {
    /// Each once, in the order in which they come first.
    package var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
