internal import MirrorStore
internal import Primitives

/// What a wheelhouse's own `SHA256SUMS` says of its files.
struct HouseRecords: Sendable {
    /// By path, relative to the list.
    private(set) var sha256: [String: Digest] = [:]

    /// Reads the list as `sha256sum` writes it; lines that are none count for nothing.
    init(_ directory: HouseDirectory) throws(StoreError) {
        let bytes = try directory.content(HouseDirectory.checksumFile) ?? []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard line.count > 66, let digest = Digest(.sha256, hex: String(line.prefix(64))),
                line.dropFirst(64).hasPrefix("  ")
            else { continue }
            sha256[String(line.dropFirst(66))] = digest
        }
    }
}
