package import PythonPackaging

/// Reads the `[[target]]` tables of a TOML file, which may be a job file or hold nothing else.
package enum TargetFileReader {
    /// - Parameter path: the file's name as messages show it.
    /// - Throws: all problems with the targets at once; the rest of the file is passed over.
    package static func read(bytes: [UInt8], path: String) throws(InvalidInput) -> [Target] {
        let document = try TOMLDocument(bytes, path: path)
        let log = ProblemLog(file: path, lines: document.lines)
        let expansion = TextExpansion(environment: [:], home: nil, directory: "/")
        let targets = JobTables(root: document.root, log: log, expansion: expansion).targets()
        if let invalid = InvalidInput(found: log.problems) { throw invalid }
        return targets
    }
}
