import Primitives
import PythonPackaging
import Selection

/// What all lines about one project come to for one target: a pin, or what is wrong with them.
struct PinSettlement {
    private(set) var pin: Pin?
    private(set) var problems: [Problem] = []
    private let target: Target

    /// - Parameters:
    ///   - claims: in the order of the inputs; one at least asks for the project.
    ///   - requiresHashes: whether some line has to list hashes.
    init(name: ProjectName, claims: [PinClaim], target: Target, requiresHashes: Bool) {
        self.target = target
        let versions = claims.compactMap(\.pin)
        guard !versions.isEmpty else {
            problems = claims.filter { !$0.isConstraint }.map(Self.unpinned)
            return
        }
        guard
            let version = versions.first(where: { version in
                claims.allSatisfy { $0.allows(version) }
            })
        else {
            problems = contradictions(claims)
            return
        }
        let hashes = Set(claims.map(\.hashes).filter { !$0.isEmpty })
        problems = hashContradictions(claims)
        if requiresHashes, hashes.isEmpty, let first = claims.first(where: { !$0.isConstraint }) {
            problems.append(
                first.source.problem(
                    "\(first.description) has no --hash, which one line asks of all",
                    suggestion: RequirementLines.locking))
        }
        guard problems.isEmpty else { return }
        pin = Pin(
            name: name, version: version,
            extras: claims.reduce(into: []) { $0.formUnion($1.extras) },
            hashes: hashes, lockedFiles: Self.files(claims, hashes),
            match: Self.match(version, claims),
            sources: claims.filter { !$0.isConstraint }.map(\.source))
    }

    /// What all of the lines mean that name a version.
    static func match(_ version: Version, _ claims: [PinClaim]) -> VersionMatch {
        let narrowest = claims.map(\.match).min() ?? .equal
        return version.local.isEmpty ? narrowest : min(narrowest, .equal)
    }

    /// The first of equal files; they may stand in several locks.
    private static func files(_ claims: [PinClaim], _ hashes: Set<Set<Digest>>) -> [LockedFile]? {
        let lists = claims.compactMap(\.files)
        if lists.isEmpty { return nil }
        var seen: Set<String> = []
        let listing = FileListing(hashes: hashes)
        return lists.joined().filter { file in
            listing.vouches(for: file.hashes) != false
                && seen.insert(file.filename.lowercased()).inserted
        }
    }

    static func unpinned(_ claim: PinClaim) -> Problem {
        let file = claim.source.file
        return claim.source.problem(
            "\(claim.description) is not pinned to one version",
            suggestion: "lock it with \"uv pip compile --universal --generate-hashes \(file) "
                + "-o locked.txt\" and name locked.txt here")
    }

    /// Each pin that another line rules out, with the first line that does.
    private func contradictions(_ claims: [PinClaim]) -> [Problem] {
        for claim in claims {
            guard let version = claim.pin,
                let other = claims.first(where: { !$0.allows(version) && $0.source != claim.source }
                )
            else { continue }
            return [contradiction(claim, other, "contradicts")]
        }
        return claims.filter { claim in claim.pin.map { !claim.allows($0) } ?? false }.map {
            claim in
            claim.source.problem("\(claim.description) contradicts itself")
        }
    }

    /// Lines that list hashes of one algorithm and have none of them in common.
    private func hashContradictions(_ claims: [PinClaim]) -> [Problem] {
        let hashed = claims.filter { !$0.hashes.isEmpty }
        for (place, claim) in hashed.enumerated() {
            for other in hashed[(place + 1)...] where claim.hashes.isDisjoint(with: other.hashes) {
                let algorithms = Set(claim.hashes.map(\.algorithm))
                guard other.hashes.contains(where: { algorithms.contains($0.algorithm) }) else {
                    continue
                }
                return [contradiction(claim, other, "lists none of the hashes of")]
            }
        }
        return []
    }

    private func contradiction(
        _ claim: PinClaim, _ other: PinClaim, _ verb: String
    ) -> Problem {
        claim.source.problem(
            "\(claim.description) \(verb) \(other.description) at \(other.source), "
                + "for the target \(target.name)")
    }
}
