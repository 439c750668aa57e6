/// Names in a sentence: the first few, and how many more there are.
package enum NameList {
    package static func text(_ names: [String], atMost limit: Int = 5) -> String {
        let shown = names.prefix(limit).joined(separator: ", ")
        return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
    }
}

extension [String] {
    /// Lines for a person, so many that a mail shows them whole; the last says how many more there
    /// are.
    package func lines(atMost limit: Int) -> [String] {
        count > limit ? prefix(limit - 1) + ["and \(count - limit + 1) more"] : self
    }
}

extension Sequence where Element: Hashable {
    /// Each once, in the order in which they come first.
    package var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
