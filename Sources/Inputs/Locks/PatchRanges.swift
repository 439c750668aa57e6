import PythonPackaging

/// For which patch levels of one kind of Python something is wanted: each is as the nearest target
/// below it, and those below all targets are as the first.
struct PatchRanges: Hashable {
    private struct Range: Hashable {
        /// What begins and ends it, as comparisons of `python_full_version`; nil: nothing.
        let lower: String?
        var upper: String?
        let isWanted: Bool
    }

    private var ranges: [Range] = []

    static let everywhere = PatchRanges([Range(lower: nil, upper: nil, isWanted: true)])

    private init(_ ranges: [Range]) {
        self.ranges = ranges
    }

    /// - Parameters:
    ///   - targets: that differ in nothing a marker asks about but their patch level. Those of one
    ///     level differ in what no marker asks about, such as the C library: they share their files.
    ///   - names: of the targets that want it.
    init(_ targets: [Target], wanting names: Set<String>) {
        let levels = Dictionary(grouping: targets, by: \.python).sorted { $0.key < $1.key }
        for (place, (level, targets)) in levels.enumerated() {
            let isWanted = targets.contains { names.contains($0.name) }
            guard let last = ranges.last else {
                ranges.append(Range(lower: nil, upper: nil, isWanted: isWanted))
                continue
            }
            guard isWanted != last.isWanted else { continue }
            let edge = Self.edge(levels[place - 1].key, level)
            ranges[ranges.count - 1].upper = edge.upper
            ranges.append(Range(lower: edge.lower, upper: nil, isWanted: isWanted))
        }
    }

    /// Whether the patch level does not matter.
    var isOne: Bool { ranges.count == 1 }

    /// The comparisons that each range in which it is wanted needs.
    var wanted: [[String]] {
        ranges.filter(\.isWanted).map { [$0.lower, $0.upper].compactMap(\.self) }
    }

    /// `< V` leaves out the pre-releases of V (PEP 440).
    private static func edge(
        _ before: Version, _ level: Version
    ) -> (upper: String, lower: String) {
        let name = MarkerVariable.pythonFullVersion.rawValue
        return before.release == level.release
            ? ("\(name) <= '\(before)'", "\(name) > '\(before)'")
            : ("\(name) < '\(level)'", "\(name) >= '\(level)'")
    }
}
