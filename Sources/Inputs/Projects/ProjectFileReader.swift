import PythonPackaging

/// Reads pyproject.toml (PyPA "pyproject.toml specification", "Dependency Groups"): bytes in, what
/// is asked for or everything that is wrong out.
package enum ProjectFileReader {
    /// Whether a file describes a project, and is no lock.
    /// - Parameter path: the file's name as messages show it.
    package static func describesProject(_ bytes: [UInt8], path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        if name == "pyproject.toml" { return true }
        // PEP 751, File Name.
        if name.hasPrefix("pylock.") { return false }
        guard path.hasSuffix(".toml"), let document = try? TOMLDocument(bytes, path: path) else {
            return false
        }
        let locks = ["lock-version", "version", "metadata", "packages", "created-by"]
        return !locks.contains { document.root[$0] != nil }
            && ["project", "dependency-groups"].contains { document.root[$0] != nil }
    }

    /// Whether a file that is no project's description is a lock, as far as its name or its tables say.
    package static func isLock(_ bytes: [UInt8], path: String) -> Bool {
        if path.hasSuffix(".lock") { return true }
        guard let document = try? TOMLDocument(bytes, path: path) else { return false }
        return ["lock-version", "package", "packages"].contains { document.root[$0] != nil }
    }

    /// What makes a file unreadable, whatever it would say.
    package static func obstacle(_ bytes: [UInt8], path: String) -> Problem? {
        do {
            _ = try TOMLDocument(bytes, path: path)
            return nil
        } catch {
            return error.problems.first
        }
    }

    /// What it says to the lock beside it.
    /// - Throws: all problems at once; what is wrong with its requirements is none of them.
    package static func choices(_ bytes: [UInt8], path: String) throws(InvalidInput) -> ProjectFile
    {
        try read(bytes, path) { $0.choices }
    }

    /// What it asks for: its base, its base with each extra, and each group. The lines of each hold
    /// together.
    /// - Throws: all problems at once.
    package static func requirements(
        _ bytes: [UInt8], path: String
    ) throws(InvalidInput) -> [RequirementFile] {
        try read(bytes, path) { tables in
            var lists = ProjectRequirements(tables)
            return lists.files(path)
        }
    }

    private static func read<Content>(
        _ bytes: [UInt8], _ path: String, _ content: (ProjectTables) -> Content
    ) throws(InvalidInput) -> Content {
        let document = try TOMLDocument(bytes, path: path)
        let log = ProblemLog(file: path, lines: document.lines)
        let read = content(
            ProjectTables(
                root: LockTable(
                    members: document.root, path: TOMLPath(), log: log, title: "the project")))
        if let invalid = InvalidInput(found: log.problems) { throw invalid }
        return read
    }
}
