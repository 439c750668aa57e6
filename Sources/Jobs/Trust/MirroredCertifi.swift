internal import MirrorStore
internal import PythonPackaging
internal import Trust

/// The roots that pip brings along, out of the newest certifi wheel that a mirror has.
enum MirroredCertifi {
    /// - Returns: nil where there is none, or none that can be read: nobody asked for it by name.
    static func reference(in layout: MirrorLayout) async -> AuditReference? {
        guard (try? Catalog.exists(layout)) == true,
            let files = try? Catalog.open(layout, .read).poolFiles(namesBeginning: "certifi-")
        else { return nil }
        let wheels = files.compactMap { file in
            (try? WheelFilename(parsing: file.filename)).map { (file, $0) }
        }
        for (file, name) in wheels.sorted(by: { $0.1.version > $1.1.version }) {
            if let reference = await read(file, name, Pool(layout: layout)) { return reference }
        }
        return nil
    }

    /// The wheel's own bytes are held against its hash first: roots from anywhere else are worth
    /// nothing.
    private static func read(
        _ file: PoolFile, _ name: WheelFilename, _ pool: Pool
    ) async -> AuditReference? {
        guard
            (try? await pool.rehash(sha256: file.sha256, filename: file.filename)) != nil,
            let bytes = try? await pool.content(
                of: "certifi/cacert.pem", sha256: file.sha256, filename: file.filename, as: name)
        else { return nil }
        return try? AuditReference.read(bytes, name: "certifi \(name.version) in the mirror")
    }
}
