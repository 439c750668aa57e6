import PythonPackaging
import Selection

/// Reads job files: TOML text in, a checked job or everything that is wrong with it out.
package enum JobFileReader {
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - path: the file's name as messages show it; its stem is the job's default name.
    ///   - directory: the absolute directory that the file stands in; relative paths start there.
    ///   - environment: what `${VAR}` stands for.
    ///   - home: what `~` stands for.
    ///   - mayBeEmpty: whether a job that selects nothing will do.
    /// - Throws: all problems at once.
    package static func read(
        bytes: [UInt8], path: String, directory: String, environment: [String: String],
        home: String?, mayBeEmpty: Bool = false
    ) throws(InvalidInput) -> JobFile {
        let document = try TOMLDocument(bytes, path: path)
        let log = ProblemLog(file: path, lines: document.lines)
        let expansion = TextExpansion(environment: environment, home: home, directory: directory)
        let tables = JobTables(root: document.root, log: log, expansion: expansion)
        let job = tables.job(path: path)
        if !mayBeEmpty { tables.checkNotEmpty(job) }
        if let invalid = InvalidInput(found: log.problems) { throw invalid }
        return job
    }
}

extension JobFileReader {
    /// A place in a job file: a line and the dotted path of its key.
    package typealias Place = (line: Int, key: String)

    /// Where a job file names another file, for messages about that file.
    /// - Parameters:
    ///   - path: the file as it was looked for.
    ///   - bytes: what the job file holds.
    ///   - directory: that it stands in, absolute.
    /// - Returns: where the path leads there, else where the text ends in its last component.
    package static func mention(
        of path: String, in bytes: [UInt8], directory: String
    ) -> Place? {
        let texts = Self.texts(in: bytes)
        let exact = texts.first { text in
            let whole = text.value.hasPrefix("/") ? text.value : "\(directory)/\(text.value)"
            return text.isFile && TextExpansion.cleaned(whole) == path
        }
        let name = path.split(separator: "/").last ?? ""
        let found =
            exact
            ?? texts.first { $0.isFile && ($0.value == name || $0.value.hasSuffix("/\(name)")) }
        return found?.place
    }

    /// Where a job file sets a key, for messages about what it is set to.
    package static func place(of key: String, in bytes: [UInt8]) -> Place? {
        guard let document = try? TOMLDocument(bytes, path: "") else { return nil }
        return document.lines.map { (line: $0.value, key: "\($0.key)") }
            .filter { $0.key == key || $0.key.hasSuffix(".\(key)") }
            .min { $0.line < $1.line }
    }

    private struct Text {
        let place: Place
        let value: String

        /// Whether its key is one of those that name files.
        var isFile: Bool {
            let name = place.key.split(separator: ".").last ?? ""
            return ["file", "files", "dir", "cert", "key", "reference"].contains { end in
                name == end || name.hasSuffix("-\(end)")
            }
        }
    }

    /// Every text of a document, in order of lines.
    private static func texts(in bytes: [UInt8]) -> [Text] {
        guard let document = try? TOMLDocument(bytes, path: "") else { return [] }
        var texts: [Text] = []
        func add(_ node: TOMLNode, _ path: TOMLPath) {
            switch node {
            case .string(let value):
                let line = document.lines[path] ?? document.lines[TOMLPath(path.steps.dropLast())]
                texts.append(Text(place: (line ?? 1, "\(path)"), value: value))
            case .array(let nodes):
                for (position, node) in nodes.enumerated() { add(node, path.index(position)) }
            case .table(let members):
                for (key, node) in members { add(node, path.key(key)) }
            default: break
            }
        }
        add(.table(document.root), TOMLPath())
        return texts.sorted { $0.place < $1.place }
    }
}
