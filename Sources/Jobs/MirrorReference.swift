package import Inputs
package import MirrorStore
internal import Reporting

/// Where a verb asks for a mirror, a job file does as well: its mirror is meant.
package struct MirrorReference: Sendable {
    package let layout: MirrorLayout
    /// The job file that was given instead of a directory.
    package let job: JobFile?

    /// - Throws: `Refusal`: 66 where `path` is neither a directory nor a file, 73 where it may not be
    ///   looked at, 78 for a bad job.
    package init(_ path: String, _ surroundings: Surroundings) throws(Refusal) {
        let path = surroundings.absolute(path)
        switch try Self.kind(of: path) {
        case .directory:
            layout = MirrorLayout(root: path)
            job = nil
        case .some:
            let job = try JobLoader.load(path, surroundings)
            layout = MirrorLayout(root: job.mirror)
            self.job = job
        case nil:
            throw Refusal(
                .noinput, "\(path): no such mirror or job file", hints: [Self.argumentHint])
        }
    }

    private static let argumentHint = "name a mirror's directory or a job file"

    /// What a path leads to; what may not be looked at is not the same as nothing.
    private static func kind(of path: String) throws(Refusal) -> FileStatus.Kind? {
        do {
            return try SystemDisk().target(path)?.kind
        } catch {
            guard error.deniesWriting else { return nil }
            throw Refusal(error, isReading: true)
        }
    }

    /// Refuses a directory in which no run ever published or recorded anything (66).
    package func requireMirror() throws(Refusal) {
        for path in [layout.catalog, layout.publicDirectory] {
            if try Self.kind(of: path) != nil { return }
        }
        throw Refusal(
            .noinput, "\(layout.root) is no mirror: it holds neither state.sqlite nor public/",
            hints: ["fill one with: wheelbarrow sync JOB"])
    }
}
