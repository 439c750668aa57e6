import Primitives
package import PythonPackaging
package import Selection

extension PinnedInput {
    /// The releases that it names for a target, each with what it says about their files.
    ///
    /// - Parameter target: nil: every environment.
    /// - Throws: lines that pin nothing or contradict each other, and what keeps a lock from serving
    ///   the target.
    package func releases(for target: Target?) throws(InvalidInput) -> [ReleasePin] {
        switch self {
        case .lock(let lock, let choice):
            try lock.wanted(for: target, choice).compactMap { wanted in
                wanted.package.version.map { version in
                    Self.pin(
                        ReleaseID(wanted.package.name, version), target, wanted.package.source,
                        FileListing(files: wanted.package.files.map(\.listed)),
                        // What uv overrides or leaves out, its lock has settled.
                        needs: lock.format == .pylock ? LockedNeeds(haveToFit: false) : nil)
                }
            }
        case .requirements(let file):
            if let target {
                try PinnedSet([self], target: target).pins.map { pin in
                    Self.pin(
                        ReleaseID(pin.name, pin.version), target, pin.sources[0], pin.listing,
                        match: pin.match,
                        needs: LockedNeeds(extras: pin.extras, haveToFit: true))
                }
            } else {
                try Self.anywhere(file)
            }
        }
    }

    /// Where no target decides, lines of different environments may pin a project differently.
    private static func anywhere(_ file: RequirementFile) throws(InvalidInput) -> [ReleasePin] {
        var pins: [ReleasePin] = []
        var problems: [Problem] = []
        let allowed = Dictionary(grouping: file.constraints, by: \.requirement.name)
        for line in file.requirements where line.mayApply {
            let constraints = (allowed[line.requirement.name] ?? []).filter(\.mayApply)
            guard let version = line.pin ?? constraints.lazy.compactMap(\.pin).first else {
                problems.append(PinSettlement.unpinned(PinClaim(line, isConstraint: false)))
                continue
            }
            let claims = ([line] + constraints).filter {
                $0.requirement.specifiers.contains(version, prereleases: true)
            }
            pins.append(
                pin(
                    ReleaseID(line.requirement.name, version), nil, line.source,
                    FileListing(hashes: Set(claims.map { Set($0.hashes) }.filter { !$0.isEmpty })),
                    match: PinSettlement.match(
                        version, claims.map { PinClaim($0, isConstraint: false) }),
                    needs: LockedNeeds(extras: line.requirement.extras, haveToFit: true)))
        }
        if let invalid = InvalidInput(found: problems) { throw invalid }
        return pins
    }

    private static func pin(
        _ release: ReleaseID, _ target: Target?, _ source: SourceLine, _ listing: FileListing,
        match: VersionMatch = .equal, needs: LockedNeeds?
    ) -> ReleasePin {
        ReleasePin(
            release, target: target?.name, isYanked: true,
            reason: "\(release.name)\(match.sign)\(release.version) (\(source))", listing: listing,
            match: match, needs: needs)
    }
}

extension RequirementLine {
    /// Whether the line holds in some environment.
    fileprivate var mayApply: Bool {
        guard let marker = requirement.marker else { return true }
        return (try? marker.mayHold(extras: [])) ?? false
    }
}
