package import Primitives
import PythonPackaging
package import SimpleIndex

/// What a lock says about a release's files: only these may be taken, whatever an index says.
package struct FileListing: Hashable, Sendable {
    /// None where the lock lists hashes without names, or a release of which it has no file.
    package let files: [ListedFile]
    /// Whether the lock lists files at all: what it does not list is none of the release then.
    package let listsFiles: Bool
    /// A file has to have a hash of each of these sets.
    package let hashes: Set<Set<Digest>>
    /// What tells a file of `files`, whatever its name's spelling.
    private let keys: [DistributionKey?]
    /// The first file with each strong hash.
    private let places: [Digest: Int]
    /// A file has to have a hash of each of these, those of `files` included where all have some.
    private let vouching: [Set<Digest>]
    /// Whether the lock itself tells the strong hash that a file's bytes have to have.
    package let tellsHashes: Bool

    /// - Parameter listed: nil where the lock lists no files by name.
    package init(files listed: [ListedFile]? = nil, hashes: Set<Set<Digest>> = []) {
        let files = listed ?? []
        self.files = files
        listsFiles = listed != nil
        self.hashes = hashes
        keys = files.map { DistributionKey($0.filename) }
        var places: [Digest: Int] = [:]
        for (place, file) in files.enumerated() {
            for digest in file.digests where digest.algorithm.isStrong && places[digest] == nil {
                places[digest] = place
            }
        }
        self.places = places
        var vouching = hashes
        if !files.isEmpty, files.allSatisfy({ !$0.digests.isEmpty }) {
            vouching.insert(Set(files.flatMap(\.digests)))
        }
        self.vouching = Array(vouching)
        tellsHashes =
            !places.isEmpty || hashes.contains { $0.contains { $0.algorithm.isStrong } }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.files == right.files && left.listsFiles == right.listsFiles
            && left.hashes == right.hashes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(files)
        hasher.combine(listsFiles)
        hasher.combine(hashes)
    }

    /// All of it, as one text.
    var fingerprint: String {
        let files = files.map { file in
            "\(file.filename) \(file.size ?? -1) "
                + file.digests.map(\.description).joined(separator: " ")
        }
        let sets = hashes.map { $0.map(\.description).sorted().joined(separator: " ") }
        let head = listsFiles ? "files: " : ""
        return head + (files.sorted() + sets.sorted()).joined(separator: ",")
    }

    /// Whether the listing says anything at all.
    package var isEmpty: Bool { !listsFiles && hashes.isEmpty }

    /// Whether bytes with these digests are among those that the lock vouches for.
    ///
    /// - Returns: nil where the lock does not tell, or tells by other algorithms alone.
    package func vouches(for digests: [Digest]) -> Bool? {
        var isCertain = !vouching.isEmpty
        for listed in vouching where listed.isDisjoint(with: digests) {
            let algorithms = Set(listed.map(\.algorithm))
            if digests.contains(where: { algorithms.contains($0.algorithm) }) { return false }
            isCertain = false
        }
        return isCertain ? true : nil
    }

    /// Whether some file may be had from where the lock has it.
    package var offersFiles: Bool { files.contains { $0.url != nil } }

    /// Whether it is the lock that tells a hash.
    package func lists(_ digest: Digest) -> Bool {
        files.contains { $0.digests.contains(digest) } || hashes.contains { $0.contains(digest) }
    }

    /// Where the lock has a file that an index offers.
    package func address(of file: IndexFile) -> WebAddress? {
        place(of: file).flatMap { files[$0].url }
    }

    /// The algorithms of the hashes that it tells.
    package var algorithms: Set<HashAlgorithm> {
        Set((files.flatMap(\.digests) + hashes.joined()).map(\.algorithm))
    }

    /// The one SHA-256 that a file can have to be taken at all; nil where the lock leaves a choice.
    package func onlySHA256(of file: IndexFile) -> Digest? {
        if let place = place(of: file),
            let digest = files[place].digests.first(where: { $0.algorithm == .sha256 })
        {
            return digest
        }
        guard let first = hashes.first else { return nil }
        let common = hashes.reduce(first) { $0.intersection($1) }
        return common.count == 1 ? common.first { $0.algorithm == .sha256 } : nil
    }

    /// What the lock says of a file's size.
    package func size(of file: IndexFile) -> Int64? { place(of: file).flatMap { files[$0].size } }

    /// Whether the lock tells a hash that the bytes of this very file can be held against.
    package func proves(_ file: IndexFile) -> Bool {
        guard listsFiles else { return tellsHashes && accepts(file) }
        guard let place = place(of: file), accepts(file) else { return false }
        return files[place].digests.contains { $0.algorithm.isStrong }
            || hashes.contains { $0.contains { $0.algorithm.isStrong } }
    }

    /// The place in `files` of what an index offers: by a hash that both tell, else by name.
    package func place(of file: IndexFile) -> Int? {
        if let place = place(byHashOf: file) { return place }
        guard let key = DistributionKey(file.filename) else { return nil }
        return keys.firstIndex(of: key)
    }

    func place(byHashOf file: IndexFile) -> Int? {
        file.digests.compactMap { places[$0] }.min()
    }

    /// Whether a file may be taken, its hashes being those that count.
    package func accepts(_ file: IndexFile) -> Bool {
        if listsFiles {
            guard let place = place(of: file) else { return false }
            let listed = files[place].digests
            if !listed.isEmpty, !file.digests.isEmpty, Set(listed).isDisjoint(with: file.digests) {
                return false
            }
        }
        return hashes.isEmpty || vouches(for: file.digests) != false
    }
}
