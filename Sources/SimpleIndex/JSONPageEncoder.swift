import Primitives
package import PythonPackaging

/// Writes the JSON form, byte for byte the same for the same facts.
package enum JSONPageEncoder {
    /// - Parameter name: the project's, written in its normal form.
    package static func projectPage(_ page: ProjectPage, name: ProjectName) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.meta(version(of: page))
            writer.key("name")
            writer.string(name.normalized)
            writer.status(of: page)
            if let versions = page.versions {
                writer.key("versions")
                writer.array { writer in
                    for version in versions { writer.string(version) }
                }
            }
            writer.key("files")
            writer.array { writer in
                for file in page.files { writer.file(file) }
            }
        }
        writer.lineFeed()
        return writer.bytes
    }

    /// The version whose rules the page keeps: from 1.1 on sizes and versions are mandatory.
    static func version(of page: ProjectPage) -> APIVersion {
        guard page.versions != nil, page.files.allSatisfy({ $0.size != nil }) else {
            return .assumed
        }
        let needed = max(page.neededVersion, APIVersion(1, 1))
        return max(needed, min(page.apiVersion, .newest))
    }

    package static func rootPage(names: some Sequence<ProjectName>) -> [UInt8] {
        var page: [UInt8] = []
        rootPage(names: names) { page += $0 }
        return page
    }

    /// The same bytes handed out in pieces, so that a page of any length takes little memory.
    package static func rootPage<E: Error>(
        names: some Sequence<ProjectName>, write: ([UInt8]) throws(E) -> Void
    ) throws(E) {
        var piece = Array(#"{"meta":{"api-version":"1.0"},"projects":["#.utf8)
        var isFirst = true
        for name in names {
            // A normal form has nothing to escape.
            piece += (isFirst ? "{\"name\":\"" : ",\n{\"name\":\"").utf8
            piece += name.normalized.utf8
            piece += "\"}".utf8
            isFirst = false
            if piece.count >= 1 << 16 {
                try write(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        piece += "]}\n".utf8
        try write(piece)
    }
}

extension ProjectPage {
    /// The oldest version that has what the page says (simple repository API, History).
    var neededVersion: APIVersion {
        if status != .active || statusReason != nil { return APIVersion(1, 4) }
        return files.contains { $0.provenance != nil } ? APIVersion(1, 3) : .assumed
    }
}

extension JSONWriter {
    fileprivate mutating func meta(_ version: APIVersion) {
        key("meta")
        object { writer in
            writer.key("api-version")
            writer.string(version.description)
        }
    }

    fileprivate mutating func status(of page: ProjectPage) {
        guard page.status != .active || page.statusReason != nil else { return }
        key("project-status")
        object { writer in
            writer.key("status")
            writer.string(page.status.rawValue)
            writer.member("reason", page.statusReason)
        }
    }

    fileprivate mutating func file(_ file: IndexFile) {
        object { writer in
            writer.member("filename", file.filename)
            writer.member("url", file.url)
            writer.key("hashes")
            writer.strings(file.hashes)
            writer.facts(of: file)
        }
    }

    /// What a file may have beside its name, address and hashes, under the API's own keys.
    mutating func facts(of file: IndexFile) {
        member("requires-python", file.requiresPython)
        if let size = file.size {
            key("size")
            integer(size)
        }
        member("upload-time", file.uploadTime?.description)
        if case .yes(let reason) = file.yanked {
            key("yanked")
            // An empty reason would read as not yanked.
            if let reason, !reason.isEmpty { string(reason) } else { boolean(true) }
        }
        if case .present(let hashes) = file.coreMetadata {
            // The older key is left out: early pip misread it in JSON (PEP 714).
            key("core-metadata")
            if hashes.isEmpty { boolean(true) } else { strings(hashes) }
        }
        if let signature = file.gpgSignature {
            key("gpg-sig")
            boolean(signature)
        }
        member("provenance", file.provenance)
    }

    /// Writes nothing for nil.
    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }
}
