/// Where a value stands in a TOML document: the keys and array positions that lead to it.
struct TOMLPath: Hashable, Sendable, CustomStringConvertible {
    /// One step down the document.
    enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    let steps: [Step]

    init(_ steps: some Sequence<Step> = []) { self.steps = Array(steps) }

    func key(_ name: String) -> TOMLPath { TOMLPath(steps + [.key(name)]) }

    func index(_ position: Int) -> TOMLPath { TOMLPath(steps + [.index(position)]) }

    /// The keys, joined by dots; array positions are left out.
    var description: String {
        let keys = steps.compactMap { step in
            if case .key(let name) = step { name } else { nil }
        }
        return keys.joined(separator: ".")
    }
}
