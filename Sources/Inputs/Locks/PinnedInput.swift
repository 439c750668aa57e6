import PythonPackaging

/// Something that says exactly which releases are needed.
package enum PinnedInput: Hashable, Sendable {
    case requirements(RequirementFile)
    case lock(LockFile, LockChoice)

    /// What a person should know, though the file can be used.
    package var warnings: [Problem] {
        switch self {
        case .requirements(let file): file.warnings
        case .lock(let lock, _): lock.warnings
        }
    }

    /// Whether a requirement file asks that every file's hash be listed somewhere.
    var requiresHashes: Bool {
        if case .requirements(let file) = self { file.requiresHashes } else { false }
    }

    /// What it asks for and allows where `target` is.
    func claims(for target: Target) throws(InvalidInput) -> [PinClaim] {
        switch self {
        case .requirements(let file):
            let asked = try Self.applying(file.requirements, target)
                .map { PinClaim($0, isConstraint: false) }
            let allowed = try Self.applying(file.constraints, target)
                .map { PinClaim($0, isConstraint: true) }
            return asked + allowed
        case .lock(let lock, let choice):
            return try lock.wanted(for: target, choice).compactMap(PinClaim.init)
        }
    }

    private static func applying(
        _ lines: [RequirementLine], _ target: Target
    ) throws(InvalidInput) -> [RequirementLine] {
        var applying: [RequirementLine] = []
        for line in lines {
            do {
                let marker = line.requirement.marker
                if try marker?.evaluate(target.environment, extras: []) ?? true {
                    applying.append(line)
                }
            } catch {
                throw InvalidInput([line.source.problem("\(error)")])
            }
        }
        return applying
    }
}
