import PythonPackaging

/// Which releases could not be chosen whatever else is, and what something missing or unusable has
/// to do with it.
struct Refusals {
    /// For each package and place: the sentence; nil where only a rule keeps the release out.
    private var reasons: [Int: [Int: String?]] = [:]
    private let resolution: Resolution
    private let knowledge: Knowledge

    init(_ resolution: Resolution, _ knowledge: Knowledge) {
        self.resolution = resolution
        self.knowledge = knowledge
        for (id, incompatibility) in resolution.search.incompatibilities.enumerated() {
            guard incompatibility.parts.count == 1, let part = incompatibility.parts.first,
                part.term.isPositive
            else { continue }
            refuse(part.package, part.term.versions, sentence(behind: id))
        }
        while spread() {}
    }

    func reason(package: Int, _ place: Int) -> String? { reasons[package]?[place] ?? nil }

    private mutating func refuse(_ package: Int, _ places: VersionSet, _ reason: String?) {
        for place in places.places where reasons[package]?[place] == nil {
            reasons[package, default: [:]][place] = .some(reason)
        }
    }

    /// What requires nothing but refused releases is refused too.
    private mutating func spread() -> Bool {
        var isChanged = false
        for (edge, id) in resolution.edges.sorted(by: { $0.value < $1.value }) {
            let incompatibility = resolution.search.incompatibilities[id]
            guard let known = reasons[edge.to], let asking = incompatibility.term(of: edge.from),
                let wanted = incompatibility.term(of: edge.to), !wanted.isPositive,
                wanted.versions.places.allSatisfy({ known[$0] != nil }),
                !asking.versions.places.allSatisfy({ reasons[edge.from]?[$0] != nil })
            else { continue }
            let reason = wanted.versions.places.compactMap { known[$0] ?? nil }.first
            refuse(edge.from, asking.versions, reason)
            isChanged = true
        }
        return isChanged
    }

    private func sentence(behind id: Int) -> String? {
        let statements = ConflictAccount.statements(behind: [id], resolution, knowledge)
        let telling = statements.first { statement in
            if case .ineligible = statement.fact { return true }
            return statement.requirement != nil && statement.fitting?.isEmpty == true
        }
        return telling.map(ConflictWording(knowledge, target: nil).sentence)
    }
}
