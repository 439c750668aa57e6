package import PythonPackaging

/// Whether everything that a job requires installs from its mirror alone.
package struct ProofResult: Hashable, Sendable {
    /// A requirement that the mirror does not serve.
    package struct Missing: Hashable, Sendable, CustomStringConvertible {
        /// nil where the job has no targets.
        package let target: String?
        /// As the job has it.
        package let requirement: String
        /// The project that stands in the way.
        package let name: ProjectName
        /// The shortest way from the job's requirement to the one that nothing serves.
        package let chain: [String]
        /// A full sentence.
        package let description: String
        /// What to do where another sync would not help.
        package fileprivate(set) var hint: String?

        init(
            target: String?, requirement: String, name: ProjectName, chain: [String],
            description: String, hint: String? = nil
        ) {
            self.hint = hint
            self.target = target
            self.requirement = requirement
            self.name = name
            self.chain = chain
            self.description = description
        }

        init(_ unserved: UnservedPin) {
            let release = unserved.pin.release
            self.init(
                target: unserved.pin.target,
                requirement: "\(release.name)\(unserved.pin.match.sign)\(release.version)",
                name: release.name, chain: [unserved.pin.reason], description: "\(unserved)")
        }
    }

    /// Sorted; each target, requirement and name once.
    package private(set) var missing: [Missing]
    /// What could not be shown either way, in full sentences, each once; dynamic releases last.
    package var unproven: [String]

    package var isProven: Bool { missing.isEmpty && unproven.isEmpty }

    /// - Parameter lacking: what of locks the mirror does not serve.
    init(_ closure: ClosureResult, lacking: [Missing] = [], unproven: [String] = []) {
        var known: Set<[String]> = []
        missing = (closure.failures.flatMap(Self.missing) + lacking).filter {
            known.insert([$0.target ?? "", $0.requirement, $0.name.normalized]).inserted
        }
        let dynamic = closure.dynamic.sorted().map(Self.dynamic)
        let others = Set(closure.failures.flatMap(Self.unproven) + unproven)
        self.unproven = others.subtracting(dynamic).sorted() + dynamic
    }

    /// Says what to do about what only dependencies ask for, where nothing else is known to help.
    package mutating func advise(onDependencies hint: String) {
        for place in missing.indices where missing[place].chain.count > 1 {
            missing[place].hint = missing[place].hint ?? hint
        }
    }

    static func dynamic(_ release: ReleaseID) -> String {
        "the requirements of \(release) are dynamic, so more may be needed to build it"
    }

    private static func missing(_ failure: ClosureResult.Failure) -> [Missing] {
        guard case .conflict(let conflict) = failure.cause else { return [] }
        guard !conflict.shortages.isEmpty else { return givenUp(failure, conflict) }
        // Where names are missing, nothing else is worth a courier.
        let names = conflict.shortages.filter(\.isMissing)
        return (names.isEmpty ? conflict.shortages : names).map { shortage in
            Missing(
                target: failure.target,
                requirement: shortage.chain.links[0].requirement.description,
                name: shortage.name, chain: shortage.chain.steps,
                description: "\(conflict)")
        }
    }

    private static func givenUp(
        _ failure: ClosureResult.Failure, _ conflict: Conflict
    ) -> [Missing] {
        failure.group.requirements.map { root in
            Missing(
                target: failure.target, requirement: root.description,
                name: root.requirement.name, chain: [root.description],
                description: "\(conflict)")
        }
    }

    private static func unproven(_ failure: ClosureResult.Failure) -> [String] {
        guard case .unavailable(let needs) = failure.cause else { return [] }
        return needs.map { need, reason in "\(need) cannot be read: \(reason)" }
    }
}
