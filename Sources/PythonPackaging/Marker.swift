/// A condition on the environment, as it follows the `;` of a requirement:
/// `python_version < "3.11" and extra == "toml"` (PyPA "Dependency specifiers").
package struct Marker: Hashable, Sendable, CustomStringConvertible {
    /// `or` between the groups, `and` inside each.
    typealias Groups = [[Node]]

    indirect enum Node: Hashable, Sendable {
        case comparison(MarkerComparison)
        case parenthesized(Groups)
    }

    let groups: Groups

    package init(parsing text: String) throws(MarkerError) {
        var cursor = ByteCursor(text)
        do throws(SyntaxFault) {
            self.init(groups: try cursor.takeMarker())
            guard cursor.isAtEnd else { throw cursor.fault("`and`, `or` or the end") }
        } catch {
            throw MarkerError(code: .syntax, marker: text, detail: error.description)
        }
    }

    /// Parentheses around the whole do not count.
    init(groups: Groups) {
        if groups.count == 1, groups[0].count == 1, case .parenthesized(let inner) = groups[0][0] {
            self.groups = inner
        } else {
            self.groups = groups
        }
    }

    /// Holds where both do.
    func and(_ other: Marker) -> Marker {
        Marker(groups: [[.parenthesized(groups), .parenthesized(other.groups)]])
    }

    /// With one blank between tokens, double quotes and no needless parentheses.
    package var description: String { Self.format(groups) }

    /// - Throws: when any part of the marker has no answer, even one that would not matter.
    package func evaluate(_ environment: MarkerEnvironment) throws(MarkerError) -> Bool {
        try Self.evaluate(groups) { comparison throws(MarkerError) in
            try comparison.evaluate(in: environment)
        }
    }

    /// Whether the marker holds for a requirement of a project that is wanted with `extras`: for
    /// one of them or, where none is wanted, without.
    package func evaluate(
        _ environment: MarkerEnvironment, extras: some Collection<ProjectName>
    ) throws(MarkerError) -> Bool {
        try Self.anyExtra(extras) { extra throws(MarkerError) in
            var environment = environment
            environment[.extra] = extra
            return try evaluate(environment)
        }
    }

    /// Whether the marker might hold in some environment: what it says about extras counts, and
    /// every other comparison is taken to be true.
    package func mayHold(extras: some Collection<ProjectName>) throws(MarkerError) -> Bool {
        try Self.anyExtra(extras) { extra throws(MarkerError) in
            var environment = MarkerEnvironment()
            environment[.extra] = extra
            return try Self.evaluate(groups) { comparison throws(MarkerError) in
                guard comparison.variable == .extra else { return true }
                return try comparison.evaluate(in: environment)
            }
        }
    }

    private static func anyExtra(
        _ extras: some Collection<ProjectName>, _ holds: (String) throws(MarkerError) -> Bool
    ) throws(MarkerError) -> Bool {
        if extras.isEmpty { return try holds("") }
        for extra in extras where try holds(extra.normalized) { return true }
        return false
    }

    private static func evaluate(
        _ groups: Groups, _ holds: (MarkerComparison) throws(MarkerError) -> Bool
    ) throws(MarkerError) -> Bool {
        var result = false
        for group in groups {
            var isSatisfied = true
            for node in group {
                let value =
                    switch node {
                    case .comparison(let comparison): try holds(comparison)
                    case .parenthesized(let groups): try evaluate(groups, holds)
                    }
                isSatisfied = isSatisfied && value
            }
            result = result || isSatisfied
        }
        return result
    }

    private static func format(_ groups: Groups) -> String {
        groups.map { group in
            group.map { node in
                switch node {
                case .comparison(let comparison): comparison.description
                case .parenthesized(let groups): "(\(format(groups)))"
                }
            }.joined(separator: " and ")
        }.joined(separator: " or ")
    }
}
