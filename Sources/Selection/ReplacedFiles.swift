package import SimpleIndex

/// Finds files that came back with other bytes under a name that is already known.
package enum ReplacedFiles {
    /// Names whose hashes differ; the strongest algorithm that both pages give decides. Sorted.
    package static func find(known: ProjectPage, new: ProjectPage) -> [String] {
        let before = Dictionary(
            known.files.map { ($0.filename, $0.hashes) }, uniquingKeysWith: { first, _ in first })
        let replaced = new.files.filter { file in
            before[file.filename].map { RepeatedFiles.comparison($0, file.hashes) } == false
        }
        return Set(replaced.map(\.filename)).sorted()
    }
}
