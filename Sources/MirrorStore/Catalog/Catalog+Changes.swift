import GRDB
import PythonPackaging

extension Catalog {
    /// Every file that the staged selections would bring, downloaded or not, and take away; sorted.
    package func stagedChanges() throws(StoreError) -> [FileChange] {
        try run { try Self.changes($0, countsMissing: true) }
    }

    /// - Parameter countsMissing: whether files that are not in the pool come as well.
    static func changes(
        _ database: Database, countsMissing: Bool
    ) throws -> [FileChange] {
        try inOrder(database.rows(additions, [countsMissing]) { change($0, isAddition: true) })
            + inOrder(database.rows(removals) { change($0, isAddition: false) })
    }

    /// By project, then in order of versions; SQLite knows no versions.
    private static func inOrder(_ changes: [FileChange]) -> [FileChange] {
        changes.map { change in
            let filename = ProjectName(change.project).flatMap {
                DistributionFilename.parse(change.file, project: $0)
            }
            return (version: filename?.version, change: change)
        }
        .sorted { left, right in
            if left.change.project != right.change.project {
                return left.change.project < right.change.project
            }
            return switch (left.version, right.version) {
            case (let first?, let second?) where first != second: first < second
            case (nil, _?): true
            case (_?, nil): false
            default: left.change.file < right.change.file
            }
        }
        .map(\.change)
    }

    private static func change(_ row: Row, isAddition: Bool) -> FileChange {
        FileChange(
            project: row[0], file: row[1], size: row[2], isAddition: isAddition)
    }

    private static let additions = """
        SELECT n.project, n.filename, max(coalesce(
            (SELECT p.size FROM temp.staged_pool_file p
                WHERE p.sha256 = n.sha256 AND p.filename = n.filename),
            (SELECT p.size FROM main.pool_file p
                WHERE p.sha256 = n.sha256 AND p.filename = n.filename), n.size))
        FROM temp.staged_file n WHERE (?1 OR NOT n.is_missing) AND NOT EXISTS (SELECT 1 FROM main.selected_file f
            WHERE f.project = n.project AND f.filename = n.filename AND f.sha256 = n.sha256)
        GROUP BY n.project, n.filename ORDER BY n.project, n.filename
        """

    private static let removals = """
        SELECT r.project, r.filename, (SELECT max(p.size) FROM main.selected_file f
            JOIN main.pool_file p ON p.sha256 = f.sha256 AND p.filename = f.filename
            WHERE f.project = r.project AND f.filename = r.filename)
        FROM (\(removedNames)) r ORDER BY r.project, r.filename
        """

    /// Names of files in selections that are replaced or withdrawn and that nothing else selects;
    /// in time linear in their number.
    static let removedNames = """
        SELECT f.project, f.filename FROM temp.staged_selection t
            JOIN main.selected_file f ON f.project = t.project AND f.job = t.job
            WHERE NOT t.is_incomplete
        EXCEPT SELECT project, filename FROM temp.staged_file
        EXCEPT SELECT k.project, k.filename FROM main.selected_file k
            WHERE k.project IN (SELECT project FROM temp.staged_selection)
            AND NOT EXISTS (SELECT 1 FROM temp.staged_selection u
                WHERE u.project = k.project AND u.job = k.job AND NOT u.is_incomplete)
        """
}
