/// Reads pylock.toml (PEP 751) and uv.lock: bytes in, the lock or everything that is wrong out.
package enum LockFileReader {
    /// - Parameter path: the file's name as messages show it; what is inside tells the format.
    /// - Throws: all problems at once.
    package static func read(_ bytes: [UInt8], path: String) throws(InvalidInput) -> LockFile {
        let document = try TOMLDocument(bytes, path: path)
        let log = ProblemLog(file: path, lines: document.lines)
        let root = LockTable(
            members: document.root, path: TOMLPath(), log: log, title: "the lock")
        let lock = try read(root, path)
        if let invalid = InvalidInput(found: log.problems) { throw invalid }
        return lock
    }

    private static func read(_ root: LockTable, _ path: String) throws(InvalidInput) -> LockFile {
        if root.has("lock-version") {
            let tables = PylockTables(root: root)
            tables.checkVersion()
            if let invalid = InvalidInput(found: root.log.problems) { throw invalid }
            return tables.lock(path)
        }
        if root.has("version"), Self.uvKeys.contains(where: root.has) {
            let tables = UVLockTables(root: root)
            tables.checkVersion()
            if let invalid = InvalidInput(found: root.log.problems) { throw invalid }
            return tables.lock(path)
        }
        let foreign = ForeignLock(root)
        throw InvalidInput([
            Problem(
                file: path, message: foreign?.message ?? "this is no lock file that is known here",
                suggestion: foreign?.suggestion
                    ?? "pylock.toml has lock-version at its top, uv.lock version")
        ])
    }

    /// One of them stands beside `version` in every uv.lock; the last one is of old.
    private static let uvKeys = ["requires-python", "package", "distribution"]
}
