import TestSupport

/// A project made up by chance, with a workspace, extras, groups and conflicts, and an index of what
/// it may need.
struct GeneratedProject {
    private var random: SeededGenerator
    private(set) var index = IndexTree()
    /// The texts of pyproject.toml files, by folder.
    private(set) var files: [String: String] = [:]
    private(set) var extras: [String] = []
    private(set) var groups: [String] = []
    private var sides: [String] = []

    private static let names = (0..<7).map { "p\($0)" }
    private static let markers = [
        "sys_platform == 'win32'", "sys_platform == 'linux'", "python_version < '3.12'",
        "python_version >= '3.12'", "platform_machine == 'x86_64'",
        "sys_platform != 'win32' and python_version >= '3.11'",
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        for (place, name) in Self.names.enumerated() { publish(name, place) }
        let members = Array(["m0", "m1"].prefix(Int.random(in: 0...2, using: &random)))
        var extrasOfMembers: [String: [String]] = [:]
        for member in members {
            let part = part(named: member, members: [:])
            extrasOfMembers[member] = part.extras
            files[member] = part.text
        }
        var app = part(named: "app", members: extrasOfMembers)
        (extras, groups) = (app.extras, app.groups)
        app.text += conflicts
        if !members.isEmpty {
            app.text += "[tool.uv.workspace]\nmembers = [\"m*\"]\n[tool.uv.sources]\n"
            for member in members { app.text += "\(member) = { workspace = true }\n" }
        }
        files["."] = app.text
    }

    /// Arguments that take a part of the lock, some of the many.
    mutating func choices(_ count: Int) -> [(extras: [String], groups: [String], defaults: Bool)] {
        [([], [], true)]
            + (1..<count).map { _ in
                (
                    extras.filter { _ in chance(0.5) }, groups.filter { _ in chance(0.5) },
                    chance(0.5)
                )
            }
    }

    private mutating func chance(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < share
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: list.indices, using: &random)]
    }

    private mutating func publish(_ name: String, _ place: Int) {
        for version in ["1.0", "2.0", "3.0"].prefix(Int.random(in: 2...3, using: &random)) {
            let extras = ["x", "y"].filter { _ in chance(0.4) }
            var requires: [String] = []
            for (other, needed) in Self.names.enumerated() where other != place {
                guard chance(other > place ? 0.22 : 0.03) else { continue }
                var text = needed
                if chance(0.3) { text += pick(["[x]", "[y]", "[x,y]"]) }
                if chance(0.25) { text += pick(["<3", ">=1", ">=2"]) }
                var markers = chance(0.3) ? [pick(Self.markers)] : []
                if !extras.isEmpty, chance(0.4) { markers.append("extra == '\(pick(extras))'") }
                if !markers.isEmpty { text += " ; " + markers.joined(separator: " and ") }
                requires.append(text)
            }
            index.add(WheelMaker(name, version, requires: requires, extras: extras).wheel())
        }
    }

    /// As TOML has it.
    private static func list(_ texts: [String]) -> String {
        "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private mutating func requirements(_ count: Int) -> [String] {
        (0..<count).map { _ in
            var text = pick(Self.names)
            if chance(0.3) { text += pick(["[x]", "[y]"]) }
            if chance(0.35) { text += pick(["==1.0", "==2.0", "<3", ">=2"]) }
            if chance(0.25) { text += " ; " + pick(Self.markers) }
            return text
        }
    }

    private mutating func needs(_ members: [String: [String]], _ share: Double) -> [String] {
        var needs: [String] = []
        for (member, extras) in members.sorted(by: { $0.key < $1.key }) where chance(share) {
            var text = member
            if !extras.isEmpty, chance(0.6) { text += "[\(pick(extras))]" }
            if chance(0.2) { text += " ; " + pick(Self.markers) }
            needs.append(text)
        }
        return needs
    }

    private mutating func part(
        named name: String, members: [String: [String]]
    ) -> (text: String, extras: [String], groups: [String]) {
        let extras = (0..<Int.random(in: 0...3, using: &random)).map { "e\($0)" }
        var groups = (0..<Int.random(in: 0...3, using: &random)).map { "g\($0)" }
        if chance(0.5) { groups.append("dev") }
        var text = "[project]\nname = \"\(name)\"\nversion = \"1\"\nrequires-python = \">=3.10\"\n"
        let base = requirements(Int.random(in: 0...2, using: &random)) + needs(members, 0.5)
        text += "dependencies = \(Self.list(base))\n[project.optional-dependencies]\n"
        for (place, extra) in extras.enumerated() {
            var lines = chance(0.12) ? [] : requirements(Int.random(in: 1...2, using: &random))
            if place > 0, chance(0.35) { lines.append("\(name)[\(pick(Array(extras[..<place])))]") }
            text += "\(extra) = \(Self.list(lines + needs(members, 0.3)))\n"
        }
        text += "[dependency-groups]\n"
        for (place, group) in groups.enumerated() {
            let lines = chance(0.12) ? [] : requirements(Int.random(in: 1...2, using: &random))
            var entries = (lines + needs(members, 0.3)).map { "\"\($0)\"" }
            if place > 0, chance(0.3) {
                entries.append("{ include-group = \"\(pick(Array(groups[..<place])))\" }")
            }
            text += "\(group) = [\(entries.joined(separator: ", "))]\n"
        }
        text += "[tool.uv]\n"
        if !groups.isEmpty, chance(0.4) {
            let some = groups.filter { _ in chance(0.5) }
            text += "default-groups = " + (chance(0.4) ? "\"all\"\n" : "\(Self.list(some))\n")
        }
        sides += extras.map { "{ package = \"\(name)\", extra = \"\($0)\" }" }
        sides += groups.map { "{ package = \"\(name)\", group = \"\($0)\" }" }
        return (text, extras, groups)
    }

    private var conflicts: String {
        mutating get {
            guard sides.count > 1, chance(0.75) else { return "" }
            let sets = (0..<pick([1, 1, 2, 3])).map { _ in
                "[\(sides.shuffled(using: &random).prefix(pick([2, 2, 3])).joined(separator: ", "))]"
            }
            return "conflicts = [\(sets.joined(separator: ", "))]\n"
        }
    }
}
