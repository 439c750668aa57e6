internal import Inputs
internal import MirrorStore
internal import PythonPackaging
internal import Reporting
internal import SimpleIndex

/// Whether the pages of an index tree lead to the files that its pins take, in both of their forms:
/// each installer reads another.
struct PageCheck {
    let index: HouseIndex

    /// - Parameter files: by project; each is right.
    func holes(
        _ target: Target, _ files: [(pin: Pin, file: HouseContents.File)]
    ) throws(StoreError) -> [Hole] {
        guard try index.exists else { return [] }
        var holes: [Hole] = []
        for (pin, file) in files where file.path.contains("/") {
            for form in HouseIndex.Form.allCases {
                guard let (kind, reason) = try objection(to: file, pin.name, form) else { continue }
                holes.append(
                    Hole(
                        target.name, (pin.name, pin.version), file: file.facts.filename, kind,
                        reason))
            }
        }
        return holes
    }

    private func objection(
        to file: HouseContents.File, _ project: ProjectName, _ form: HouseIndex.Form
    ) throws(StoreError) -> (FailureKind, String)? {
        let page = HouseIndex.page(project, form)
        let path = index.directory.path(page)
        guard try index.directory.holds(page) else { return (.noMatch, "\(path) is not there") }
        let entries = try index.entries(of: project, in: form)
        guard let entry = entries.first(where: { $0.path == file.path }) else {
            return (.noMatch, "\(path) does not list \(file.facts.filename)")
        }
        guard let listed = entry.sha256, listed != file.reading.sha256 else { return nil }
        return (.hashMismatch, "\(path) has another hash for \(file.facts.filename)")
    }
}
