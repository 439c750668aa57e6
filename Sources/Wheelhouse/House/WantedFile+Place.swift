internal import Primitives

extension WantedFile {
    /// What all files of an index tree stand below.
    static let indexFolder = "packages"

    /// Where the file stands in a wheelhouse.
    /// - Parameter sha256: of its bytes; nil where nobody knows it yet.
    /// - Returns: nil where only the bytes can tell.
    func place(in layout: WheelhouseLayout, sha256: Digest?) -> String? {
        switch layout {
        case .flat: filename
        case .index:
            upstreamPlace
                ?? sha256.map { digest in
                    "\(Self.indexFolder)/\(Self.folders(digest.hex.prefix(64)))/\(filename)"
                }
        }
    }

    /// The end of its address, where that is shaped as upstream shapes it: whoever rewrites the
    /// beginnings of the addresses in a uv.lock finds it here then.
    var upstreamPlace: String? {
        [lockedAddress, address].lazy.compactMap { address in
            address.flatMap { upstreamPlace($0) }
        }.first
    }

    private func upstreamPlace(_ address: WebAddress) -> String? {
        let parts = address.path.split(separator: "/").suffix(5)
        guard parts.count == 5, parts.first == Self.indexFolder[...],
            address.lastPathComponent == filename
        else { return nil }
        let folders = parts.dropFirst().prefix(3).joined()
        guard Hexadecimal.decode(folders)?.count == 32, folders == folders.lowercased(),
            parts.dropFirst().prefix(3).map(\.count) == [2, 2, 60]
        else { return nil }
        return "\(Self.indexFolder)/\(Self.folders(folders[...]))/\(filename)"
    }

    /// `aa/bb/` and the other 60 digits.
    private static func folders(_ hex: Substring) -> String {
        "\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex.dropFirst(4))"
    }
}
