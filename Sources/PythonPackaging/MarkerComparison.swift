/// The smallest part of a marker: two operands and an operator, `python_version >= "3.8"`.
struct MarkerComparison: Hashable, Sendable, CustomStringConvertible {
    enum Operand: Hashable, Sendable {
        case variable(MarkerVariable)
        case literal(String)

        /// The name of the variable or the text itself.
        var text: String {
            switch self {
            case .variable(let variable): variable.rawValue
            case .literal(let text): text
            }
        }

        var variable: MarkerVariable? {
            if case .variable(let variable) = self { variable } else { nil }
        }
    }

    enum Operator: Hashable, Sendable {
        case version(VersionSpecifier.Operator)
        case `in`
        case notIn

        var text: String {
            switch self {
            case .version(let `operator`): `operator`.rawValue
            case .in: "in"
            case .notIn: "not in"
            }
        }
    }

    let left: Operand
    let `operator`: Operator
    let right: Operand

    /// Extras compare by their normal form (PEP 685), so that is what is kept of them.
    init(left: Operand, operator: Operator, right: Operand) {
        self.operator = `operator`
        switch (left, right) {
        case (.variable(.extra), .literal(let text)):
            (self.left, self.right) = (left, .literal(ProjectName.normalize(text)))
        case (.literal(let text), .variable(let variable))
        where variable == .extra || variable.holdsSet:
            (self.left, self.right) = (.literal(ProjectName.normalize(text)), right)
        default:
            (self.left, self.right) = (left, right)
        }
    }

    /// The variable that decides how the two sides compare; nil between two literals.
    var variable: MarkerVariable? { left.variable ?? right.variable }

    var description: String {
        "\(Self.quoted(left)) \(`operator`.text) \(Self.quoted(right))"
    }

    func evaluate(in environment: MarkerEnvironment) throws(MarkerError) -> Bool {
        guard let variable else { throw undefined(left.text) }
        if variable.holdsSet { return try evaluateMembership(of: variable, in: environment) }
        if environment.unknown.contains(variable) { return true }
        guard let value = environment.text(of: variable) else { throw undefined(variable.rawValue) }
        // Between two variables the right one counts as the text of its name, as in `packaging`.
        let isLeft = left.variable != nil
        return try compare(
            isLeft ? value : left.text, isLeft ? right.text : value,
            holdsVersion: variable.holdsVersion)
    }

    private func compare(
        _ left: String, _ right: String, holdsVersion: Bool
    ) throws(MarkerError) -> Bool {
        if holdsVersion, case .version(let `operator`) = `operator`,
            let specifier = try? VersionSpecifier(parsing: `operator`.rawValue + right)
        {
            return SpecifierSet([specifier]).contains(versionText: left)
        }
        switch `operator` {
        case .in: return left.isEmpty || right.contains(left)
        case .notIn: return !(left.isEmpty || right.contains(left))
        case .version(.equal), .version(.lessOrEqual), .version(.greaterOrEqual):
            return left == right
        case .version(.notEqual): return left != right
        case .version(.less), .version(.greater): return false
        case .version(.compatible), .version(.arbitrary): throw incomparable
        }
    }

    /// `"test" in extras`; the set cannot stand on the left.
    private func evaluateMembership(
        of variable: MarkerVariable, in environment: MarkerEnvironment
    ) throws(MarkerError) -> Bool {
        guard let set = environment[set: variable] else { throw undefined(variable.rawValue) }
        guard left.variable == nil else { throw incomparable }
        switch `operator` {
        case .in, .notIn:
            let member = ProjectName.normalize(left.text)
            return set.contains { ProjectName.normalize($0) == member } == (`operator` == .in)
        // A name is never equal to a set of names.
        case .version(.notEqual): return true
        case .version(.compatible), .version(.arbitrary): throw incomparable
        case .version: return false
        }
    }

    private var incomparable: MarkerError {
        MarkerError(code: .undefinedComparison, marker: description, detail: `operator`.text)
    }

    private func undefined(_ name: String) -> MarkerError {
        MarkerError(code: .undefinedVariable, marker: description, detail: name)
    }

    private static func quoted(_ operand: Operand) -> String {
        guard case .literal(let text) = operand else { return operand.text }
        return text.contains("\"") ? "'\(text)'" : "\"\(text)\""
    }
}
