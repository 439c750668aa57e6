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
    /// Where a job file names another file, for messages about that file.
    /// - Parameter path: the file as it was looked for; its last component has to be in the text.
    package static func mention(of path: String, in text: String) -> (line: Int, key: String)? {
        guard let name = path.split(separator: "/").last else { return nil }
        return first(in: text) { _, value in names(value, name) }
    }

    /// Where a job file sets a key, for messages about what it is set to.
    package static func line(of key: String, in text: String) -> (line: Int, key: String)? {
        first(in: text) { found, _ in found == key || found.hasSuffix(".\(key)") }
    }

    private static func first(
        in text: String, where isMeant: (_ key: String, _ value: Substring) -> Bool
    ) -> (line: Int, key: String)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, !line.drop(while: { $0 == " " }).hasPrefix("#") else {
                continue
            }
            let key = parts[0].filter { $0 != " " }
            if isMeant(key, parts[1]) { return (place + 1, key) }
        }
        return nil
    }

    /// Whether a quoted path ends in a file's name, all of it.
    private static func names(_ value: Substring, _ name: Substring) -> Bool {
        ["\"", "'"].contains { quote in
            value.contains("/\(name)\(quote)") || value.contains("\(quote)\(name)\(quote)")
        }
    }
}
