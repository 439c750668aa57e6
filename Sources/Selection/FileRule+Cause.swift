extension FileRule {
    /// What keeps files out, behind their number, with the key that says so.
    package func cause(under rules: SelectionRules) -> String {
        switch self {
        case .excluded: "excluded (exclude)"
        case .sdistsNever: "source distributions (sdists)"
        case .prereleasesNever, .prerelease: "pre-releases (prereleases)"
        case .yanked: "yanked (yanked)"
        case .removed: "no longer listed (removed)"
        case .noTarget: "for none of the targets (python and platform)"
        case .requiresPython: "for other Pythons (Requires-Python)"
        case .tooYoung: "held (\(rules.minimumAge == nil ? "as-of" : "minimum-age"))"
        case .tooLarge: "too large (max-file-size)"
        case .variant: "with a variant label"
        case .otherProject: "named after other projects"
        case .ambiguous, .duplicate: "named twice on the page"
        case .notADistribution, .unsupportedKind, .invalidVersion: "that are no wheels or sdists"
        case .statusQuarantined: "in quarantine"
        case .notWanted, .marker, .specifier, .notResolved, .notListed, .sdistNotNeeded,
            .notLatest, .notBest, .keptLatest, .keptAll, .keptResolved:
            "not asked for"
        }
    }
}
