/// A statement about one package: that one of some releases is chosen, or that none of them is.
struct Term: Hashable, Sendable {
    let isPositive: Bool
    let versions: VersionSet

    /// One of these is chosen.
    static func among(_ versions: VersionSet) -> Term {
        Term(isPositive: true, versions: versions)
    }

    /// The package is not chosen at all, or another release of it is.
    static func outside(_ versions: VersionSet) -> Term {
        Term(isPositive: false, versions: versions)
    }

    var inverse: Term { Term(isPositive: !isPositive, versions: versions) }

    var isAlwaysTrue: Bool { !isPositive && versions.isEmpty }

    var isNeverTrue: Bool { isPositive && versions.isEmpty }

    /// What holds when both do.
    func intersection(_ other: Term) -> Term {
        switch (isPositive, other.isPositive) {
        case (true, true): .among(versions.intersection(other.versions))
        case (true, false): .among(versions.subtracting(other.versions))
        case (false, true): .among(other.versions.subtracting(versions))
        case (false, false): .outside(versions.union(other.versions))
        }
    }

    /// What holds when at least one does.
    func union(_ other: Term) -> Term { inverse.intersection(other.inverse).inverse }

    func implies(_ other: Term) -> Bool {
        switch (isPositive, other.isPositive) {
        case (true, true): versions.isSubset(of: other.versions)
        case (true, false): versions.isDisjoint(with: other.versions)
        case (false, true): false
        case (false, false): other.versions.isSubset(of: versions)
        }
    }

    func excludes(_ other: Term) -> Bool {
        switch (isPositive, other.isPositive) {
        case (true, true): versions.isDisjoint(with: other.versions)
        case (true, false): versions.isSubset(of: other.versions)
        case (false, true): other.versions.isSubset(of: versions)
        case (false, false): false
        }
    }
}
