import PythonPackaging

extension LockChoice {
    /// Extras and groups that somebody asked for and that no lock has.
    /// - Parameter locks: one at least, where anything was asked for.
    package func unknownNames(in locks: [LockFile]) -> [Problem] {
        guard case .part(let extras, let groups, _) = self else { return [] }
        return Self.unknown(extras, "extra", locks, \.extras)
            + Self.unknown(groups, "group", locks, \.groups)
    }

    private static func unknown(
        _ asked: Set<ProjectName>, _ kind: String, _ locks: [LockFile],
        _ names: (LockFile) -> Set<ProjectName>
    ) -> [Problem] {
        let known = locks.reduce(into: Set<ProjectName>()) { $0.formUnion(names($1)) }
        return asked.subtracting(known).sorted().map { name in
            Problem(
                file: locks.map(\.path).joined(separator: ", "),
                message: "there is no \(kind) \(name)",
                suggestion: Spelling.suggestion(for: name, among: known))
        }
    }
}
