package import PythonPackaging

/// A release that a resolution settled on, or a lock, as the choice of files takes it.
package struct ReleasePin: Hashable, Sendable {
    package let release: ReleaseID
    /// The target's name; nil where the job has none.
    package let target: String?
    /// Whether it is wanted although all of its files were yanked.
    package let isYanked: Bool
    /// Whether a requirement of the job pins its version with `==`.
    package let isExact: Bool
    /// What wants it, the shortest way from the job on: `requests>=2 -> requests 2.32.3 -> idna<4`.
    package let reason: String
    /// Set where a lock names the release: only the files that it lists count.
    package let listing: FileListing?
    package let match: VersionMatch
    /// Set where the lock says for itself that nothing else is needed.
    package let needs: LockedNeeds?
    /// Of the requirements whose resolution came to it; none for a lock's.
    package let roots: Set<ProjectName>

    package init(
        _ release: ReleaseID, target: String?, isYanked: Bool = false, isExact: Bool = false,
        reason: String, listing: FileListing? = nil, match: VersionMatch = .equal,
        needs: LockedNeeds? = nil, roots: Set<ProjectName> = []
    ) {
        self.match = match
        self.needs = needs
        self.listing = listing
        self.roots = roots
        self.release = release
        self.target = target
        self.isYanked = isYanked
        self.isExact = isExact
        self.reason = reason
    }

    package var takesLocal: Bool { match == .local }

    /// All that decides about files, as one text.
    package var fingerprint: String {
        "\(release) \(target ?? "") \(isYanked) \(isExact) \(takesLocal) "
            + (match == .spelled ? "spelled " : "")
            + (listing?.fingerprint ?? "")
    }

    /// Whether a release may be the one that is meant.
    package func mayMean(_ version: Version) -> Bool {
        match.means(version, by: release.version)
            || (takesLocal && version.publicVersion == release.version)
    }

    /// A version, and what a lock lists for it.
    struct Locked: Hashable {
        let version: Version
        let takesLocal: Bool
        let listing: FileListing
    }

    var locked: Locked? {
        listing.map {
            Locked(version: release.version, takesLocal: takesLocal, listing: $0)
        }
    }
}
