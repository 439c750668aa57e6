package import PythonPackaging

extension Collection<LockedFile> {
    /// The wheels that fit the target, best first: by the order of its tags, then the higher
    /// build tag.
    package func wheels(for target: Target) -> [LockedFile] {
        let fitting = compactMap { file -> (file: LockedFile, rank: Int, build: BuildTag?)? in
            guard case .wheel(let wheel) = file.distribution, let rank = target.rank(of: wheel)
            else { return nil }
            return (file, rank, wheel.build)
        }
        return fitting.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            guard left.build != right.build else { return left.file.filename < right.file.filename }
            guard let build = left.build else { return false }
            return right.build.map { build > $0 } ?? true
        }.map(\.file)
    }

    package var sdist: LockedFile? { first { $0.distribution.isSdist } }
}
