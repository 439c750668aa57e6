import Primitives
import PythonPackaging
import Selection

extension LockTable {
    /// One file of a package.
    ///
    /// - Parameters:
    ///   - project: whose file it has to be.
    ///   - version: its version; nil: whatever the file's name says.
    ///   - hashes: what the entry lists, read by the format's rules.
    ///   - registry: where the package comes from; nil where the lock does not tell.
    func file(
        of project: ProjectName, _ version: Version?, hashes: [Digest], from registry: Registry?
    ) -> LockedFile? {
        guard let filename = filename() else { return nil }
        guard Self.isSafe(filename) else {
            note(nil, "\(quoted(filename)) is not a name that a file may have")
            return nil
        }
        let distribution = DistributionFilename.parse(filename, project: project)
        guard let distribution, distribution.isWheel || distribution.isSdist,
            distribution.project == project
        else {
            note(nil, "\(quoted(filename)) is neither a wheel nor a source archive of \(project)")
            return nil
        }
        if let version, let found = distribution.version, found != version {
            note(nil, "\(quoted(filename)) is not of version \(version)")
            return nil
        }
        return LockedFile(
            filename: filename, distribution: distribution,
            url: string("url").flatMap(WebAddress.init),
            path: string("path"), hashes: hashes, size: count("size"), uploadTime: uploadTime(),
            registry: registry)
    }

    /// Notes names that stand for more than one file of a package.
    func noteRepeats(_ files: [LockedFile]) {
        var seen: Set<String> = []
        for file in files where !seen.insert(file.filename).inserted {
            note(nil, "\(quoted(file.filename)) is listed twice")
        }
    }

    /// What the entry calls the file, else the last part of its address or path.
    private func filename() -> String? {
        if let name = string("name") ?? string("filename") { return name }
        if let url = string("url") {
            if let name = WebAddress(url)?.lastPathComponent, !name.isEmpty { return name }
            let bare = url.prefix { $0 != "?" && $0 != "#" }
            if let name = bare.split(separator: "/").last, bare.hasPrefix("file:") {
                return PercentEncoding.decode(String(name)) ?? String(name)
            }
            return refuse(
                "url", "the address of a file", Self.shown(url))
        }
        if let name = string("path")?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last {
            return String(name)
        }
        if !["name", "filename", "url", "path"].contains(where: has) {
            note(nil, "a file has neither url nor path")
        }
        return nil
    }

    /// Without a login that may stand in it.
    private static func shown(_ url: String) -> String {
        if let address = WebAddress(url) { return "\"\(Excerpt.of(address.description))\"" }
        return url.contains("@") ? "what stands there" : "\"\(Excerpt.of(url))\""
    }

    /// Text, or a TOML time; what cannot be read is a time that nobody knows.
    private func uploadTime() -> Instant? {
        switch members["upload-time"] {
        case .string(let text)?, .time(let text)?: Instant(rfc3339: text)
        default: nil
        }
    }

    /// One part of a path that no file system misreads, short enough for a disk.
    private static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 244 && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
            }
    }
}
