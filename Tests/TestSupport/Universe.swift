import FoundationEssentials

/// Real requirement sets, and what resolvers could see of the releases that they lead to: recorded in
/// `Tests/Universe` by `scripts/record-universe`, served here as tiny wheels.
package struct Universe: Sendable {
    /// Requirements that hold together, and the Pythons that they are resolved for.
    package struct RequirementSet: Decodable, Sendable, CustomStringConvertible {
        package internal(set) var name = ""
        package let requirements: [String]
        /// Python and preset of each.
        package let targets: [[String]]
        /// Why uv's choice from the whole index is another one than ours; nil where it is the same.
        package let differs: String?

        private enum CodingKeys: CodingKey { case requirements, targets, differs }

        package var description: String { name }
    }

    private struct Release: Decodable {
        let wheels: [String]
        let python: String?
        let requires: [String]?
        let extras: [String]?
    }

    private static let folder = "\(Checkout.root)/Tests/Universe"

    package static func sets() throws -> [RequirementSet] {
        let sets = try JSONDecoder().decode(
            [String: RequirementSet].self,
            from: Data(try FileTree.bytes("\(folder)/sets.json")))
        return sets.map { name, set in
            var set = set
            set.name = name
            return set
        }.sorted { $0.name < $1.name }
    }

    /// Every recorded release, as an index has it.
    package static func tree() throws -> IndexTree {
        let projects = try JSONDecoder().decode(
            [String: [String: Release]].self,
            from: Data(try FileTree.bytes("\(folder)/releases.json")))
        var tree = IndexTree()
        for (name, releases) in projects {
            for (version, release) in releases {
                let maker = WheelMaker(
                    name, version, requires: release.requires ?? [],
                    requiresPython: release.python, extras: release.extras ?? [])
                for tags in release.wheels { tree.add(maker.wheel(tags)) }
            }
        }
        return tree
    }
}
