import GRDB
import Primitives
import PythonPackaging

extension Catalog {
    /// Records a page that stands on disk and the files it shows; waits for the disk.
    func adopt(
        page digest: String, of project: ProjectName, files: [PublishedFile], at now: Instant
    ) throws(StoreError) {
        try transact { database in
            try database.run(
                "INSERT OR IGNORE INTO main.page (digest, project, added_at) VALUES (?, ?, ?)",
                [digest, project.normalized, now.microseconds])
            for file in files {
                try database.run(
                    "INSERT OR IGNORE INTO main.page_file VALUES (?, ?, ?)",
                    [digest, file.sha256, file.filename])
            }
        }
    }

    /// Records a generation that stands on disk but is not live; waits for the disk.
    func adopt(_ generation: GenerationRecord) throws(StoreError) {
        try transact { database in
            try database.run(
                """
                INSERT OR REPLACE INTO main.generation (number, published_at, left_live_at,
                    projects, files, bytes, content) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    generation.number, generation.publishedAt?.microseconds,
                    generation.leftLiveAt?.microseconds, generation.projects, generation.files,
                    generation.bytes, generation.content,
                ])
        }
    }

    /// Gives up what a rebuilt catalog kept of earlier publications when the time given to the
    /// jobs to select it again is over; waits for the disk.
    func forgetRebuilt(before limit: Instant) throws(StoreError) {
        guard let rebuilt = try setting(Self.rebuiltKey).flatMap({ Instant(rfc3339: $0) }),
            rebuilt < limit
        else { return }
        try transact { database in
            _ = try Self.forget(job: Self.rebuiltJob, database)
            try database.run("DELETE FROM main.setting WHERE key = ?", [Self.rebuiltKey])
        }
    }

    static let rebuiltKey = "rebuilt-at"
}
