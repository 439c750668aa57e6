import PythonPackaging

/// Files of one release that some targets share without one of them taking another's.
///
/// A lock may have a release from two indexes: a list that gave all targets all of the files would
/// have installers take whichever fits best.
struct FileShare {
    /// Their names.
    private(set) var targets: Set<String>
    private(set) var files: [HeldFile]
    private var members: [Target]

    private init(_ members: [Target], of files: [HeldFile]) {
        self.members = members
        targets = Set(members.map(\.name))
        self.files = files.filter { [targets] in !targets.isDisjoint(with: $0.targets) }
    }

    /// As few as do; mostly one.
    /// - Parameter files: of one release.
    static func shares(of files: [HeldFile], _ targets: [Target]) -> [FileShare] {
        let wanting = targets.filter { target in
            files.contains { $0.targets.contains(target.name) }
        }
        let all = FileShare(wanting, of: files)
        if all.isPeaceful { return [all] }
        var shares: [FileShare] = []
        // Where no marker tells targets apart, nothing but one share is left to them.
        var kinds: [[Target]] = []
        for target in wanting {
            if let place = kinds.firstIndex(where: { $0[0].environment == target.environment }) {
                kinds[place].append(target)
            } else {
                kinds.append([target])
            }
        }
        for kind in kinds {
            let place = shares.indices.first { place in
                FileShare(shares[place].members + kind, of: files).isPeaceful
            }
            if let place {
                shares[place] = FileShare(shares[place].members + kind, of: files)
            } else {
                shares.append(FileShare(kind, of: files))
            }
        }
        return shares
    }

    /// Whether installers take, for each target, a file that is meant for it.
    private var isPeaceful: Bool {
        members.allSatisfy { target in
            best(for: target).map { $0.targets.contains(target.name) } ?? true
        }
    }

    private func best(for target: Target) -> HeldFile? {
        var best: (file: HeldFile, rank: Int, build: BuildTag?)?
        for file in files {
            guard let wheel = try? WheelFilename(parsing: file.filename),
                let rank = target.rank(of: wheel)
            else { continue }
            if let known = best, !Self.leads((rank, wheel.build), (known.rank, known.build)) {
                continue
            }
            best = (file, rank, wheel.build)
        }
        guard best == nil else { return best?.file }
        let sdists = files.filter { !$0.isWheel }
        return sdists.first { !$0.targets.contains(target.name) } ?? sdists.first
    }

    /// Whether installers like the left wheel better.
    private static func leads(
        _ left: (rank: Int, build: BuildTag?), _ right: (rank: Int, build: BuildTag?)
    ) -> Bool {
        guard left.rank == right.rank else { return left.rank < right.rank }
        guard let build = left.build else { return false }
        return right.build.map { build > $0 } ?? true
    }
}
