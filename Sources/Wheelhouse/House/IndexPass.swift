internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex

/// Brings the pages of an index tree to what now stands there: what earlier runs left stays listed.
struct IndexPass {
    let index: HouseIndex
    /// What is about to be pruned.
    let surplus: Set<String>

    /// - Parameter metadata: what was read out of the wheels, by path.
    func perform(
        _ stored: [StoredFile], _ metadata: [String: WheelNotes]
    ) throws(StoreError) {
        let files = Dictionary(grouping: stored, by: \.wanted.project)
        for (project, files) in files.sorted(by: { $0.key < $1.key }) {
            let names = Set(files.map(\.wanted.filename))
            let others = try index.entries(of: project).filter {
                !names.contains($0.facts.filename) && !surplus.contains($0.path)
            }
            let known = try index.entries(of: project).filter { names.contains($0.facts.filename) }
            let entries = files.map { file in
                entry(
                    file, metadata[file.path],
                    before: known.first { $0.facts.filename == file.wanted.filename })
            }
            try index.write(others + entries, of: project)
        }
        if !surplus.isEmpty {
            for project in try index.projects() where files[project] == nil {
                let entries = try index.entries(of: project)
                let left = entries.filter { !surplus.contains($0.path) }
                if left.count < entries.count { try index.write(left, of: project) }
            }
        }
        try index.writeRoot()
    }

    /// - Parameter known: as an earlier run listed it: locks do not tell all that pages do.
    private func entry(
        _ file: StoredFile, _ notes: WheelNotes?, before known: HouseIndex.Entry?
    ) -> HouseIndex.Entry {
        let facts = file.wanted.facts
        let isFromPage = file.wanted.index != nil
        return HouseIndex.Entry(
            path: file.path,
            facts: IndexFile(
                filename: file.wanted.filename, url: "", hashes: ["sha256": file.sha256.hex],
                requiresPython: facts.requiresPython ?? notes?.requiresPython
                    ?? known?.facts.requiresPython,
                yanked: isFromPage ? facts.yanked : known?.facts.yanked ?? .no,
                coreMetadata: notes?.sha256.map { .present(["sha256": $0.hex]) } ?? .absent,
                size: file.size, uploadTime: facts.uploadTime ?? known?.facts.uploadTime))
    }
}
