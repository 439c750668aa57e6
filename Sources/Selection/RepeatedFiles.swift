import Primitives
package import SimpleIndex

/// File names that a page mentions more than once.
package enum RepeatedFiles {
    /// The names that stand for two different files, by their hashes: `ambiguous`. Sorted.
    package static func ambiguous(in page: ProjectPage) -> [String] {
        indexes(in: page).filter { differ($0.value.map { page.files[$0] }) }.keys.sorted()
    }

    /// The names that stand for different files for certain: their hashes contradict each other.
    /// Sorted.
    package static func namesakes(among files: [IndexFile]) -> [String] {
        Dictionary(grouping: files, by: \.filename).filter { _, files in
            let hashed = Array(Set(files.map(\.hashes)))
            return hashed.indices.contains { first in
                hashed[(first + 1)...].contains { comparison(hashed[first], $0) == false }
            }
        }.keys.sorted()
    }

    /// The places of each name that stands more than once.
    static func indexes(in page: ProjectPage) -> [String: [Int]] {
        var first: [String: Int] = [:]
        first.reserveCapacity(page.files.count)
        var repeats: [String: [Int]] = [:]
        for (index, file) in page.files.enumerated() {
            if let earlier = first[file.filename] {
                repeats[file.filename, default: [earlier]].append(index)
            } else {
                first[file.filename] = index
            }
        }
        return repeats
    }

    /// Whether two of the mentions have hashes that are not of one file. A mention without hash
    /// contradicts nothing.
    static func differ(_ files: [IndexFile]) -> Bool {
        let hashed = Array(Set(files.map(\.hashes).filter { !$0.isEmpty }))
        return hashed.indices.contains { first in
            hashed[(first + 1)...].contains { !agree(hashed[first], $0) }
        }
    }

    /// The strongest algorithm that both name decides; without one, they are taken for different.
    static func agree(_ left: [String: String], _ right: [String: String]) -> Bool {
        comparison(left, right) ?? (left == right)
    }

    /// - Returns: nil where the two have no algorithm in common.
    static func comparison(_ left: [String: String], _ right: [String: String]) -> Bool? {
        for algorithm in HashAlgorithm.allCases.sorted(by: >) {
            if let first = left[algorithm.rawValue], let second = right[algorithm.rawValue] {
                return first == second
            }
        }
        return nil
    }

    /// The mention with the most to say, whatever the order of the page.
    static func best(of indexes: [Int], in page: ProjectPage) -> Int? {
        indexes.max { left, right in
            weight(page.files[left]) < weight(page.files[right])
        }
    }

    private static func weight(_ file: IndexFile) -> (Int, Int, String) {
        let strength = file.digests.first.map { $0.algorithm.digestLength } ?? 0
        return (strength, file.uploadTime == nil ? 0 : 1, file.url)
    }
}

extension ProjectPage {
    /// The file of that name; of several mentions the one with the most to say.
    package func file(named name: String) -> IndexFile? {
        let places = files.indices.filter { files[$0].filename == name }
        return RepeatedFiles.best(of: places, in: self).map { files[$0] }
    }

    /// The page with no other files than those.
    package func keeping(_ names: Set<String>) -> ProjectPage {
        var page = self
        page.files.removeAll { !names.contains($0.filename) }
        return page
    }
}
