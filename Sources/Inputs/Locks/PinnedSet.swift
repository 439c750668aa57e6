package import PythonPackaging

/// Everything that one target needs, each project at one version.
package struct PinnedSet: Hashable, Sendable {
    /// By name.
    package let pins: [Pin]

    /// The union of what the inputs ask for. A pin anywhere among them, constraints included, pins
    /// a line that leaves the version open.
    ///
    /// - Throws: lines that nothing pins, lines that contradict each other, and what keeps a lock
    ///   from serving the target.
    package init(_ inputs: [PinnedInput], target: Target) throws(InvalidInput) {
        var claims: [PinClaim] = []
        var problems: [Problem] = []
        for input in inputs {
            do {
                claims += try input.claims(for: target)
            } catch {
                problems += error.problems
            }
        }
        var pins: [Pin] = []
        for (name, claims) in Dictionary(grouping: claims, by: \.name)
        where !claims.allSatisfy(\.isConstraint) {
            let settlement = PinSettlement(
                name: name, claims: claims, target: target,
                requiresHashes: inputs.contains(where: \.requiresHashes))
            if let pin = settlement.pin { pins.append(pin) }
            problems += settlement.problems
        }
        let sorted = problems.enumerated().sorted { left, right in
            (left.element.file, left.element.line ?? .max) < (
                right.element.file, right.element.line ?? .max
            )
        }.map(\.element)
        if let invalid = InvalidInput(found: sorted) { throw invalid }
        self.pins = pins.sorted { $0.name < $1.name }
    }
}
