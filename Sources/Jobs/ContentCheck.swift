internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex

/// Holds what an index says of a file against the bytes that the mirror has under that name in that
/// project, whichever index or hash algorithm names it now.
struct ContentCheck {
    let catalog: Catalog
    let pool: Pool
    let project: ProjectName

    init(_ run: RunContext, _ project: ProjectName) {
        catalog = run.catalog
        pool = Pool(layout: run.layout)
        self.project = project
    }

    enum Standing: Hashable {
        /// The mirror has nothing of that name, or the index gives no hash.
        case open
        /// The SHA-256 of the bytes that the mirror has and the index means.
        case same(sha256: String)
        /// The index means other bytes.
        case replaced
    }

    /// - Throws: `StoreError`.
    func standing(of file: IndexFile) async throws -> Standing {
        let known = try catalog.content(named: file.filename, of: project)
        guard !known.isEmpty, let digest = file.digests.first else { return .open }
        for content in known where try await hasDigest(digest, content) {
            return .same(sha256: content.sha256)
        }
        return .replaced
    }

    /// Whether downloaded bytes are not those that the mirror has.
    func isReplacement(sha256: String, named filename: String) throws -> Bool {
        let known = try catalog.content(named: filename, of: project)
        return !known.isEmpty && !known.contains { $0.sha256 == sha256 }
    }

    /// An algorithm that nobody has used for the file yet costs reading it once.
    private func hasDigest(_ digest: Digest, _ content: PoolFile) async throws -> Bool {
        if digest.algorithm == .sha256 { return digest.hex == content.sha256 }
        if try catalog.sha256(of: digest, named: content.filename) == content.sha256 {
            return true
        }
        let found = try await pool.digest(
            digest.algorithm, sha256: content.sha256, filename: content.filename)
        guard found == digest else { return false }
        try catalog.stage(digest: digest, of: content)
        return true
    }
}
