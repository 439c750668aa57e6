import Cryptography

/// What the system trusts as other programs read it.
struct ForeignSystem: Sendable {
    let locations: SystemLocations
    let environment: [String: String]
    let reading: ForeignReading

    /// What the system's own places give uv, where it is told to look there.
    var forUV: VariableContent {
        var reading = reading
        let bundle = Self.firstFile(locations.bundles).map { reading.file($0, .uv) }
        return VariableContent(
            joining: [bundle ?? .unusable] + locations.directories.map { reading.folderForUV($0) })
    }

    /// What truststore, pip's, finds: OpenSSL's places, the variables in the place of their own half,
    /// or the first known bundle where nothing is there.
    var forPip: VariableContent {
        var reading = reading
        let file = environment["SSL_CERT_FILE"] ?? locations.certificateFile
        let folders = environment["SSL_CERT_DIR"].map { [$0] } ?? locations.directories
        let hasFile = Self.firstFile([file]) != nil
        let hasHashes = folders.contains { folder in
            ((try? LocalFile.entries(of: folder)) ?? []).contains(where: Self.isHashForPip)
        }
        guard hasFile || hasHashes else {
            return Self.firstFile(locations.bundles).map { reading.file($0, .openssl) }
                ?? .certificates([])
        }
        let lists = folders.flatMap { $0.split(separator: ":").map(String.init) }
        return VariableContent(
            joining: [hasFile ? reading.file(file, .openssl) : .unusable]
                + lists.map { reading.ownFolder($0) })
    }

    private static func isHashForPip(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].utf8.count == 8
            && parts[0].allSatisfy { $0.isASCII && $0.isHexDigit }
            && parts[1].utf8.count == 1 && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func firstFile(_ paths: [String]) -> String? {
        paths.first { (try? LocalFile.status($0))?.kind == .regular }
    }
}
