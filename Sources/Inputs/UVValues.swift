internal import PythonPackaging

/// Values of a uv.toml that uv 0.13 refuses the whole file for, beside those that bear on indexes.
///
/// What is left out here is taken: nothing is refused that uv might take.
enum UVValues {
    static func check(top: LockTable) {
        checkShared(top)
        for key in ["compile-bytecode", "offline", "no-cache", "preview", "no-build", "no-binary"]
        where top.has(key) {
            _ = top.boolean(key)
        }
        for key in ["concurrent-downloads", "concurrent-builds", "concurrent-installs"]
        where top.count(key) == 0 {
            top.note(key, "\(key) wants a number from 1 on, not 0")
        }
        for key in ["constraint-dependencies", "override-dependencies"] + [
            "build-constraint-dependencies"
        ] {
            checkRequirements(top, key)
        }
        checkAddress(top, "publish-url")
        _ = top.string("cache-dir")
        if let text = top.string("required-version"), (try? SpecifierSet(parsing: text)) == nil {
            top.note("required-version", "required-version wants such as \">=0.9\"")
        }
        if top.has("preview"), top.has("preview-features") {
            top.note("preview", "uv takes preview or preview-features, not both")
        }
        for index in top.tables("index") { check(index: index) }
    }

    static func check(pip: LockTable) {
        checkShared(pip)
        checkWord(pip, "annotation-style", ["line", "split"])
        _ = pip.boolean("system")
    }

    /// What stands at the top and below `pip`.
    private static func checkShared(_ table: LockTable) {
        for (key, known) in words { checkWord(table, key, known) }
        checkDay(table)
    }

    private static func check(index: LockTable) {
        checkWord(index, "authenticate", ["auto", "always", "never"])
        checkWord(index, "format", ["simple", "flat"])
        checkAddress(index, "publish-url")
        checkDay(index)
        if let name = index.string("name"),
            !name.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || isOfNames($0) })
        {
            index.note("name", "an index's name has letters, digits, `-`, `_` and `.` alone")
        }
        if case .array(let codes)? = index.members["ignore-error-codes"],
            !codes.allSatisfy(isStatus)
        {
            index.note("ignore-error-codes", "ignore-error-codes wants numbers from 100 to 999")
        }
        if index.has("cache-control"), let control = index.table("cache-control") {
            for key in ["api", "files"] { _ = control.string(key) }
        }
    }

    private static func isOfNames(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType != nil || "-_.".unicodeScalars.contains(scalar)
    }

    private static func isStatus(_ node: TOMLNode) -> Bool {
        if case .integer(let code) = node { (100...999).contains(code) } else { false }
    }

    private static func checkWord(_ table: LockTable, _ key: String, _ known: [String]) {
        guard let word = table.string(key), !known.contains(word) else { return }
        table.note(
            key, "uv knows no \(key) \(table.quoted(word))",
            suggestion: "there are \(known.joined(separator: ", "))")
    }

    /// A day, a time or a span: each has a number in it.
    private static func checkDay(_ table: LockTable) {
        guard case .string(let text)? = table.members["exclude-newer"],
            !text.contains(where: \.isNumber)
        else { return }
        table.note(
            "exclude-newer", "exclude-newer wants a day, a time or a span such as \"3 days\"")
    }

    private static func checkAddress(_ table: LockTable, _ key: String) {
        guard let text = table.string(key), !text.contains(":") else { return }
        table.note(key, "\(key) wants a whole address")
    }

    private static func checkRequirements(_ table: LockTable, _ key: String) {
        guard case .array(let nodes)? = table.members[key] else { return }
        let isWrong = nodes.contains { node in
            guard case .string(let text) = node else { return false }
            return text.first { !$0.isWhitespace }.map { !$0.isLetter && !$0.isNumber } ?? true
        }
        if isWrong { table.note(key, "an entry of \(key) begins with no project's name") }
    }

    private static let words: [(String, [String])] = [
        (
            "index-strategy",
            ["first-index", "unsafe-any-match", "unsafe-first-match", "unsafe-best-match"]
        ),
        ("keyring-provider", ["disabled", "subprocess"]),
        ("resolution", ["highest", "lowest", "lowest-direct"]),
        (
            "prerelease",
            ["disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"]
        ),
        ("link-mode", ["clone", "reflink", "copy", "hardlink", "symlink"]),
        ("fork-strategy", ["fewest", "requires-python"]),
        ("python-downloads", ["auto", "automatic", "manual", "never"]),
        ("python-preference", ["only-managed", "managed", "system", "only-system"]),
        ("trusted-publishing", ["automatic", "always", "never"]),
        ("add-bounds", ["lower", "major", "minor", "exact"]),
    ]
}
