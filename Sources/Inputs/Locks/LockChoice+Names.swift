import PythonPackaging

extension LockChoice {
    /// Extras and groups that somebody asked for and that no lock has.
    /// - Parameter locks: one at least, where anything was asked for.
    package func unknownNames(in locks: [LockFile]) -> [Problem] {
        guard case .part(let extras, let groups, _) = self else { return [] }
        return Self.unknown(extras, "extra", locks, \.extras, \.extras)
            + Self.unknown(groups, "group", locks, \.groups, \.groups)
    }

    private static func unknown(
        _ asked: Set<ProjectName>, _ kind: String, _ locks: [LockFile],
        _ names: (LockFile) -> Set<ProjectName>, _ others: (LockMember) -> Set<ProjectName>
    ) -> [Problem] {
        let known = locks.reduce(into: Set<ProjectName>()) { $0.formUnion(names($1)) }
        let path = locks.map(\.path).joined(separator: ", ")
        return asked.subtracting(known).sorted().map { name in
            let holders = locks.flatMap(\.members).filter { others($0).contains(name) }.map(\.name)
            guard let holder = holders.first else {
                return Problem(
                    file: path, message: "there is no \(kind) \(name)",
                    suggestion: Spelling.suggestion(for: name, among: known))
            }
            let listed = Excerpt.of(holders.map(\.description).joined(separator: ", "))
            return Problem(
                file: path,
                message: "the locked project has no \(kind) \(name), only \(listed) beside it has",
                suggestion:
                    "\"uv export --no-emit-workspace --package \(holder) --\(kind) \(name)\" "
                    + "writes a requirement file with it")
        }
    }
}
