package import Inputs
package import MirrorStore
internal import Reporting

/// Where a verb asks for a mirror, a job file does as well: its mirror is meant.
package struct MirrorReference: Sendable {
    package let layout: MirrorLayout
    /// The job file that was given instead of a directory.
    package let job: JobFile?

    /// - Throws: `Refusal`: 66 where `path` is neither a directory nor a file, 78 for a bad job.
    package init(_ path: String, _ surroundings: Surroundings) throws(Refusal) {
        let path = surroundings.absolute(path)
        switch TextFile.kind(of: path) {
        case .directory:
            layout = MirrorLayout(root: path)
            job = nil
        case .file:
            let job = try JobLoader.load(path, surroundings)
            layout = MirrorLayout(root: job.mirror)
            self.job = job
        case nil:
            throw Refusal(
                .noinput, "\(path): no such mirror or job file",
                hints: ["name a mirror's directory or a job file"])
        }
    }

    /// Refuses a directory in which no run ever published or recorded anything (66).
    package func requireMirror() throws(Refusal) {
        if TextFile.kind(of: layout.catalog) != nil
            || TextFile.kind(of: layout.publicDirectory) != nil
        {
            return
        }
        throw Refusal(
            .noinput, "\(layout.root) is no mirror: it holds neither state.sqlite nor public/",
            hints: ["fill one with: wheelbarrow sync JOB"])
    }
}
