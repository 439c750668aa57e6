internal import Inputs
internal import Primitives

/// A wanted file that stands in the wheelhouse, with the right bytes.
struct StoredFile: Sendable {
    let wanted: WantedFile
    /// Relative to the wheelhouse.
    let path: String
    let sha256: Digest
    let size: Int64
    /// Whether it came just now.
    let isNew: Bool

    /// As lists tell of it.
    var held: HeldFile {
        HeldFile(
            name: wanted.project, version: wanted.version, filename: wanted.filename, path: path,
            sha256: sha256, size: size, targets: wanted.targets)
    }
}

/// A wanted file whose place another file has.
struct Occupation: Sendable {
    let wanted: WantedFile
    let path: String
    let present: Digest
    /// nil where nobody knew it before.
    let expected: Digest?

    /// A clause for people: which file has which hash.
    func reason(in directory: HouseDirectory) -> String {
        let other = expected.map { "\($0) is wanted" } ?? "other bytes are wanted"
        return "\(directory.path(path)) is another file of that name: it has \(present), and "
            + "\(other); clients take a name for one file for ever, so it stays"
    }
}
