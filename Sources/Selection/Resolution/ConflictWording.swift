import PythonPackaging

/// Puts facts and conclusions into words.
struct ConflictWording {
    private let knowledge: Knowledge
    private let target: String?

    init(_ knowledge: Knowledge, target: String?) {
        self.knowledge = knowledge
        self.target = target
    }

    var failure: String {
        "no set of releases fits" + (target.map { " target \($0)" } ?? "")
    }

    // MARK: Facts

    /// What several of the job's own requirements say: `the job needs a>=2 and b`.
    func job(_ requirements: [Requirement], origin: String?) -> String {
        let wishes = Self.list(requirements.map { $0.wish + (remark($0) ?? "") })
        return "\(origin ?? "the job") needs \(wishes)"
    }

    func sentence(_ statement: ConflictAccount.Statement) -> String {
        let subject = releases(statement.fact.subject ?? .job, statement.versions)
        let isOne = statement.versions.count == 1
        switch statement.fact {
        case .requirement(_, let requirement, _):
            return "\(subject) \(isOne ? "needs" : "need") \(requirement.wish)"
                + (remark(requirement) ?? "")
        case .ineligible(let package, let reason):
            return package.name == nil ? reason : "\(subject) cannot be used (\(reason))"
        case .prerelease:
            return "\(subject) \(isOne ? "is a pre-release" : "are pre-releases")"
                + " (nothing asks for one)"
        case .yanked:
            return
                "\(subject) \(isOne ? "is" : "are") yanked (nothing pins \(isOne ? "it" : "them"))"
        case .constraint(_, let constraint):
            return "\(constraint.origin ?? "the job") allows only \(constraint.requirement.wish)"
        case .pin(_, let version):
            return "\(statement.fact.subject?.spelling ?? "") \(version) is to be kept"
        case .lost: return "\(subject) could not be read"
        case .sameRelease: return ""
        }
    }

    /// Many releases of one project that each want something else of another.
    func summary(_ statements: [ConflictAccount.Statement]) -> String {
        let versions = statements.dropFirst().reduce(statements[0].versions) {
            $0.union($1.versions)
        }
        let subject = releases(statements[0].fact.subject ?? .job, versions)
        let wishes = statements.prefix(2).compactMap { $0.requirement?.wish }
        let last = statements.last?.requirement?.wish ?? ""
        return "\(subject) need \(wishes.joined(separator: ", ")) and so on to \(last)"
    }

    /// Why nothing at all serves a requirement, in parentheses; nil where something does.
    private func remark(_ requirement: Requirement) -> String? {
        guard let list = knowledge.list(of: requirement.name) else { return nil }
        if let absence = list.releases.absence { return " (\(absence.clause))" }
        let fits = { (version: Version) in
            requirement.specifiers.contains(version, prereleases: true)
        }
        guard !list.releases.eligible.contains(where: { fits($0.version) }) else { return nil }
        if let refused = list.releases.refused.first(where: { fits($0.version) }) {
            return " (\(requirement.name) \(refused.version) is out: \(refused.reason))"
        }
        guard let newest = list.releases.eligible.first else { return " (it has no release)" }
        return " (the newest release is \(newest.version))"
    }

    // MARK: Conclusions

    /// What an incompatibility says as a statement of its own.
    func conclusion(_ parts: [(package: VirtualPackage, term: Term)]) -> String {
        let chosen = parts.filter(\.term.isPositive)
        let others = parts.filter { !$0.term.isPositive }
        let subjects = chosen.map { releases($0.package, $0.term.versions) }
        if parts.isEmpty { return failure }
        if others.isEmpty {
            return subjects.count == 1
                ? "\(subjects[0]) cannot be used"
                : "\(Self.list(subjects)) exclude each other"
        }
        let objects = Self.list(
            others.map { releases($0.package, $0.term.versions) }, conjunction: "or")
        if chosen.isEmpty { return "the job needs \(objects)" }
        let isOne = chosen.count == 1 && chosen[0].term.versions.count == 1
        return "\(Self.list(subjects)) \(isOne ? "needs" : "need") \(objects)"
    }

    /// `a 1.0`, `a 1.0 and 2.0`, `a 1.0 to 3.0`, `all releases of a`.
    func releases(_ package: VirtualPackage, _ versions: VersionSet) -> String {
        let name = package.spelling
        guard let list = package.name.flatMap(knowledge.list) else { return name }
        let places = versions.places
        let texts = places.reversed().map { list.version(at: $0).description }
        switch texts.count {
        case 0: return "no release of \(name)"
        case 1...3: return "\(name) \(Self.list(texts))"
        case list.count: return "all releases of \(name)"
        default:
            let range = "\(texts[0]) to \(texts[texts.count - 1])"
            let isContiguous = places[places.count - 1] - places[0] == places.count - 1
            return isContiguous
                ? "\(name) \(range)" : "\(texts.count) releases of \(name), \(range),"
        }
    }

    static func list(_ texts: [String], conjunction: String = "and") -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}
