internal import MirrorStore
internal import PythonPackaging
internal import Selection

/// The releases that a job's requirements were resolved to by the last run that published.
struct PinMemory {
    let catalog: Catalog
    let job: String

    private var key: String { "pins \(job)" }

    func kept() throws -> [ReleasePin] {
        (try catalog.setting(key) ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count >= 5, let name = ProjectName(fields[0]),
                let version = Version(fields[1])
            else { return nil }
            let words = fields[3].split(separator: " ")
            let roots = fields.dropFirst(5).first?.split(separator: " ") ?? []
            return ReleasePin(
                ReleaseID(name, version), target: fields[2].isEmpty ? nil : fields[2],
                isYanked: words.contains("yanked"), isExact: words.contains("exact"),
                reason: fields[4],
                roots: Set(roots.compactMap { ProjectName(String($0)) }))
        }
    }

    /// What requirements were resolved to that cannot be now: it stays on the mirror.
    /// - Parameter roots: the projects of those requirements.
    func held(by roots: Set<ProjectName>) throws -> [ReleasePin] {
        if roots.isEmpty { return [] }
        return try kept().filter { $0.roots.isEmpty || !$0.roots.isDisjoint(with: roots) }
    }

    /// - Parameter pins: one that comes twice is kept for the requirements of both.
    func keep(_ pins: [ReleasePin]) throws {
        var roots: [Place: Set<ProjectName>] = [:]
        for pin in pins { roots[Place(pin), default: []].formUnion(pin.roots) }
        let lines = pins.compactMap { pin -> String? in
            guard let names = roots.removeValue(forKey: Place(pin)) else { return nil }
            return [
                pin.release.name.normalized, pin.release.version.description, pin.target ?? "",
                [pin.isYanked ? "yanked" : nil, pin.isExact ? "exact" : nil]
                    .compactMap(\.self).joined(separator: " "), pin.reason,
                names.map(\.normalized).sorted().joined(separator: " "),
            ].joined(separator: "\t")
        }
        let text = lines.joined(separator: "\n")
        if try catalog.setting(key) != text { try catalog.stage(setting: text, for: key) }
    }

    private struct Place: Hashable {
        let release: ReleaseID
        let target: String?

        init(_ pin: ReleasePin) { (release, target) = (pin.release, pin.target) }
    }
}
