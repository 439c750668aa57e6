import PythonPackaging

/// Finds what somebody meant who wrote something else.
package enum Spelling {
    /// The candidate that differs in case or number alone, else the one that begins with the word and
    /// goes on, else the one with the smallest edit distance; of equals the first. What is much longer
    /// than any word is near to none.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let word = word.lowercased()
        return obvious(word, candidates)
            ?? candidates.map { ($0, distance(word, $0.lowercased())) }.min { $0.1 < $1.1 }?.0
    }

    /// The nearest, where it is near enough to have been meant.
    package static func near(to word: String, among candidates: [String]) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let word = word.lowercased()
        if let meant = obvious(word, candidates) { return meant }
        return nearest(to: word, among: candidates).flatMap { nearest in
            distance(word, nearest.lowercased()) * 2 <= max(nearest.utf8.count, 2)
                ? nearest : nil
        }
    }

    private static func obvious(_ word: String, _ candidates: [String]) -> String? {
        let alike = [word, "\(word)s", word.hasSuffix("s") ? String(word.dropLast()) : word]
            .map { $0.replacing("_", with: "-") }
        if let same = candidates.first(where: { alike.contains($0.lowercased()) }) { return same }
        guard word.utf8.count > 2 else { return nil }
        return candidates.first { $0.lowercased().hasPrefix("\(word)-") }
    }

    private static let longest = 100

    /// What to write instead of a name that nothing has.
    static func suggestion(for name: ProjectName, among known: Set<ProjectName>) -> String {
        let names = known.sorted().map(\.normalized)
        if names.isEmpty { return "there is none at all" }
        if let near = near(to: name.normalized, among: names) { return "did you mean \(near)?" }
        let more = names.count > 8 ? " and \(names.count - 8) more" : ""
        return "there are \(names.prefix(8).joined(separator: ", "))\(more)"
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the
    /// other (optimal string alignment).
    package static func distance(_ first: String, _ second: String) -> Int {
        let left = Array(first.utf8)
        let right = Array(second.utf8)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var best = min(
                    last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
