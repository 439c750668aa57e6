package import PythonPackaging

extension LockFile {
    /// The packages that a target needs from an index, in the order of the lock.
    ///
    /// - Parameter target: nil: every environment that the lock is for.
    /// - Throws: what keeps the lock from serving the target: its `requires-python` or its
    ///   environments, extras that exclude each other, packages that no index serves.
    package func wanted(
        for target: Target?, _ choice: LockChoice
    ) throws(InvalidInput) -> [WantedPackage] {
        if let target { try checkServes(target) }
        let environment = target?.environment ?? MarkerEnvironment()
        let reached =
            switch contents {
            case .list(let list): try list.reached(in: environment, choice)
            case .graph(let graph): try graph.reached(in: environment, choice)
            }
        let wanted = packages.indices.compactMap { index in
            reached[index].map { WantedPackage(package: packages[index], extras: $0) }
        }
        try checkUsable(wanted, target)
        return wanted.filter { $0.package.origin == .index }
    }

    private func checkServes(_ target: Target) throws(InvalidInput) {
        if let requiresPython, !requiresPython.contains(target.python, prereleases: true) {
            throw InvalidInput([
                Problem(
                    file: path, line: requiresPythonLine, key: "requires-python",
                    message: "the lock requires Python \(requiresPython), which the target "
                        + "\(target.name) with Python \(target.python) is not")
            ])
        }
        let isCovered = environments.contains { marker in
            (try? marker.mayHold(in: target.environment, extras: nil)) ?? true
        }
        guard !environments.isEmpty, !isCovered else { return }
        let listed = environments.map(\.description).joined(separator: " or ")
        throw InvalidInput([
            Problem(
                file: path,
                message: "the lock is for other environments than the target \(target.name): "
                    + Excerpt.of(listed))
        ])
    }

    private func checkUsable(
        _ wanted: [WantedPackage], _ target: Target?
    ) throws(InvalidInput) {
        let problems = wanted.map(\.package).compactMap { package -> Problem? in
            if case .elsewhere(let kind) = package.origin {
                return package.source.problem(
                    "\(package.name) comes from \(kind), which no index serves",
                    suggestion: "lock a release of an index instead")
            }
            guard let target, let requirement = package.requiresPython,
                !requirement.contains(target.python, prereleases: true)
            else { return nil }
            return package.source.problem(
                "\(package.name) requires Python \(requirement), which the target \(target.name) "
                    + "with Python \(target.python) is not")
        }
        if let invalid = InvalidInput(found: problems) { throw invalid }
    }
}
