import TestSupport

/// A Swift file of the project, with its code told apart from comments and texts.
struct SourceFile: CustomStringConvertible, Sendable {
    /// Relative to the checkout.
    let path: String
    let lines: [String]
    /// The lines without comments and without what stands between quotes.
    let code: [String]

    /// Those of the rooms, sorted.
    static let sources = all(under: "Sources")

    /// Those of the tests, sorted.
    static let tests = all(under: "Tests")

    private static func all(under directory: String) -> [SourceFile] {
        FileTree.files(under: "\(Checkout.root)/\(directory)")
            .filter { $0.hasSuffix(".swift") }
            .compactMap { try? SourceFile(path: "\(directory)/\($0)") }
    }

    init(path: String) throws {
        self.path = path
        lines = try FileTree.text("\(Checkout.root)/\(path)")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = Self.withoutTexts(lines)
    }

    var description: String { path }

    /// The folder below Sources or Tests: the target.
    var target: String { String(path.split(separator: "/")[1]) }

    /// Modules named in import lines.
    var imports: Set<String> {
        Set(
            code.compactMap { line in
                let words = line.split(separator: " ")
                guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
                    words[..<position].allSatisfy({ Self.importPrefixes.contains($0) })
                else { return nil }
                // "import struct Module.Name" names its module in front of the dot.
                return words[words.count - 1].split(separator: ".").first.map(String.init)
            })
    }

    /// Names of the types declared here.
    var types: [String] {
        code.flatMap { line -> [String] in
            guard Self.typeWords.contains(where: { line.contains($0) }), !line.contains("import ")
            else {
                return []
            }
            return line.matches(of: /\b(?:struct|class|enum|actor|protocol|typealias)\s+([A-Z]\w*)/)
                .map { String($0.1) }
        }
    }

    /// Length in lines and head of each function, initialiser and deinitialiser with a body.
    var functions: [(length: Int, head: String)] {
        lines.indices.compactMap { start in
            let line = code[start]
            guard Self.functionWords.contains(where: { line.contains($0) }) else { return nil }
            let head =
                /^(\s*)(?:(?:@\w+(?:\([^)]*\))?|[a-z]+(?:\([a-z]+\))?)\s+)*(?:func\s|init[?(<]|deinit\s)/
            guard let indent = line.firstMatch(of: head)?.1 else { return nil }
            let endsAtOnce = line.hasSuffix("}") && line.contains("{")
            guard
                let end = endsAtOnce
                    ? start : lines[start...].firstIndex(where: { $0 == "\(indent)}" })
            else { return nil }
            return (end - start + 1, line.trimmingPrefix(/\s+/).description)
        }
    }

    private static let typeWords = [
        "struct ", "class ", "enum ", "actor ", "protocol ", "typealias ",
    ]
    private static let functionWords = ["func ", "init(", "init?(", "init<", "deinit "]
    private static let importPrefixes: Set<Substring> = [
        "package", "public", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
    ]

    private static func withoutTexts(_ lines: [String]) -> [String] {
        var isInText = false
        return lines.map { line in
            if line.count(ofTripleQuotes: ()) % 2 == 1 {
                isInText.toggle()
                return ""
            }
            guard !isInText else { return "" }
            let isQuoting = line.contains("\"")
            let bare = isQuoting ? line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"") : line
            return String(bare.prefix(upTo: bare.firstRange(of: "//")?.lowerBound ?? bare.endIndex))
        }
    }
}

extension String {
    fileprivate func count(ofTripleQuotes: Void) -> Int { ranges(of: "\"\"\"").count }
}
