extension Marker {
    /// Whether the marker might hold where only part of the environment is known: a comparison
    /// about a field that `environment` does not define is taken to be true.
    ///
    /// - Parameter extras: all that are wanted at the same time; `extra` is then compared with the
    ///   set, as uv's lock files mean it: `==` asks for a member, `!=` for none. nil: not known.
    package func mayHold(
        in environment: MarkerEnvironment, extras: Set<ProjectName>?
    ) throws(MarkerError) -> Bool {
        try Self.mayHold(groups, environment, extras)
    }

    private static func mayHold(
        _ groups: Groups, _ environment: MarkerEnvironment, _ extras: Set<ProjectName>?
    ) throws(MarkerError) -> Bool {
        var result = false
        for group in groups {
            var isSatisfied = true
            for node in group {
                let value =
                    switch node {
                    case .comparison(let comparison):
                        try comparison.mayHold(in: environment, extras: extras)
                    case .parenthesized(let groups): try mayHold(groups, environment, extras)
                    }
                isSatisfied = isSatisfied && value
            }
            result = result || isSatisfied
        }
        return result
    }
}

extension MarkerComparison {
    fileprivate func mayHold(
        in environment: MarkerEnvironment, extras: Set<ProjectName>?
    ) throws(MarkerError) -> Bool {
        guard let variable else { return try evaluate(in: environment) }
        if variable == .extra { return try extras.map(evaluate) ?? true }
        let isKnown =
            variable.holdsSet ? environment[set: variable] != nil : environment[variable] != nil
        return try isKnown ? evaluate(in: environment) : true
    }

    private var namedExtras: Set<ProjectName> {
        Set(
            [left, right].compactMap { operand in
                operand.variable == nil ? ProjectName(spelled: operand.text) : nil
            })
    }

    private func evaluate(amid extras: Set<ProjectName>) throws(MarkerError) -> Bool {
        switch `operator` {
        case .version(.equal): return !namedExtras.isDisjoint(with: extras)
        case .version(.notEqual): return namedExtras.isDisjoint(with: extras)
        default:
            throw MarkerError(
                code: .undefinedComparison, marker: description, detail: `operator`.text)
        }
    }
}
