/// A version specifier: clauses that must all hold, `>=1.2,<2`; without clauses everything fits.
///
/// Pre-releases follow `packaging` 26: one that is asked about alone counts, and in a list they
/// count only where a clause names one or nothing else fits.
package struct SpecifierSet: Hashable, Sendable, CustomStringConvertible {
    /// Sorted by text, without repetitions.
    package let specifiers: [VersionSpecifier]

    package init(parsing text: String) throws(InvalidSpecifier) {
        var specifiers: [VersionSpecifier] = []
        for clause in text.split(separator: ",") {
            let clause = clause.stripped
            guard !clause.isEmpty else { continue }
            var cursor = ByteCursor(clause)
            guard let specifier = cursor.takeSpecifier(), cursor.isAtEnd else {
                throw InvalidSpecifier(text: text)
            }
            specifiers.append(specifier)
        }
        self.init(specifiers)
    }

    package init(_ specifiers: [VersionSpecifier] = []) {
        guard specifiers.count > 1 else {
            self.specifiers = specifiers
            return
        }
        var seen: Set<VersionSpecifier> = []
        self.specifiers =
            specifiers
            .sorted { $0.description < $1.description }
            .filter { seen.insert($0).inserted }
    }

    package var isEmpty: Bool { specifiers.isEmpty }

    /// Clauses joined with commas, in the order of their text.
    package var description: String {
        specifiers.map(\.description).joined(separator: ",")
    }

    /// Whether some clause names a pre-release, which turns them on in `filter`.
    package var mentionsPrerelease: Bool { specifiers.contains(where: \.mentionsPrerelease) }

    /// - Parameter prereleases: false refuses them; nil and true accept them.
    package func contains(_ version: Version, prereleases: Bool? = nil) -> Bool {
        if prereleases == false, version.isPrerelease { return false }
        return specifiers.allSatisfy { $0.matches(version) }
    }

    /// As `contains`, for text that need not be a version: `===` compares it as written.
    package func contains(versionText: String, prereleases: Bool? = nil) -> Bool {
        let candidate = Candidate(versionText)
        return matches(candidate) && !(prereleases == false && candidate.isPrerelease)
    }

    /// The versions that fit, in the order given.
    ///
    /// - Parameter prereleases: whether pre-releases count; nil: if a clause names one, or where
    ///   nothing else fits.
    package func filter(_ versions: [Version], prereleases: Bool? = nil) -> [Version] {
        let matching = versions.filter { version in
            specifiers.allSatisfy { $0.matches(version) }
        }
        return settle(matching, prereleases: prereleases) { $0 }
    }

    /// As `filter`, for text that need not be versions.
    package func filter(versionTexts: [String], prereleases: Bool? = nil) -> [String] {
        let matching = versionTexts.map(Candidate.init).filter(matches)
        return settle(matching, prereleases: prereleases, version: \.version).map(\.text)
    }

    /// Whether an `==` without `.*`, or an `===`, names this version.
    package func pins(_ version: Version) -> Bool {
        specifiers.contains { specifier in
            switch specifier.operator {
            case .equal: !specifier.isPrefixMatch && specifier.matches(version)
            case .arbitrary: specifier.matches(version)
            default: false
            }
        }
    }

    /// A version as somebody wrote it.
    private struct Candidate {
        let text: String
        let version: Version?

        init(_ text: String) {
            self.text = text
            version = Version(text)
        }

        var isPrerelease: Bool { version?.isPrerelease ?? false }
    }

    private func matches(_ candidate: Candidate) -> Bool {
        specifiers.allSatisfy { specifier in
            if specifier.operator == .arbitrary { return specifier.matches(text: candidate.text) }
            return candidate.version.map(specifier.matches) ?? false
        }
    }

    /// Applies the rule for pre-releases to candidates that fit otherwise. Text that is no version
    /// stays, but is not the final release that would send the pre-releases away.
    private func settle<Item>(
        _ matching: [Item], prereleases: Bool?, version: (Item) -> Version?
    ) -> [Item] {
        if prereleases ?? mentionsPrerelease { return matching }
        let hasFinal = matching.contains { version($0)?.isPrerelease == false }
        guard hasFinal || prereleases == false else { return matching }
        return matching.filter { version($0)?.isPrerelease != true }
    }
}
