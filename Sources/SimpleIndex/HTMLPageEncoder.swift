import Primitives
package import PythonPackaging

/// Writes the HTML form, byte for byte the same for the same facts.
///
/// HTML carries neither `name` nor `versions`, and of a file's hashes only the best one.
package enum HTMLPageEncoder {
    /// - Parameter name: the project's, shown in its normal form.
    package static func projectPage(_ page: ProjectPage, name: ProjectName) -> [UInt8] {
        var writer = HTMLWriter()
        writer.head(title: "Links for \(name)", metas: metas(of: page))
        for file in page.files { writer.anchor(file) }
        writer.foot()
        return writer.bytes
    }

    private static func metas(of page: ProjectPage) -> [(name: String, content: String?)] {
        // The HTML form is frozen at 1.4 (PEP 833).
        let version = min(.newest, max(page.apiVersion, page.neededVersion))
        let isMarked = page.status != .active || page.statusReason != nil
        return [
            ("pypi:repository-version", version.description),
            ("pypi:project-status", isMarked ? page.status.rawValue : nil),
            ("pypi:project-status-reason", page.statusReason),
        ]
    }

    /// Each name links to `NAME/`, relative to the page.
    package static func rootPage(names: some Sequence<ProjectName>) -> [UInt8] {
        var page: [UInt8] = []
        rootPage(names: names) { page += $0 }
        return page
    }

    /// The same bytes handed out in pieces, so that a page of any length takes little memory.
    package static func rootPage<E: Error>(
        names: some Sequence<ProjectName>, write: ([UInt8]) throws(E) -> Void
    ) throws(E) {
        var writer = HTMLWriter()
        writer.head(title: "Simple index", metas: [("pypi:repository-version", "1.0")])
        for name in names {
            // A normal form has nothing to escape.
            writer.markup("<a href=\"\(name.normalized)/\">\(name.normalized)</a><br>\n")
            if writer.bytes.count >= 1 << 16 { try write(writer.drain()) }
        }
        writer.foot()
        try write(writer.drain())
    }
}

extension HTMLWriter {
    fileprivate mutating func head(title: String, metas: [(name: String, content: String?)]) {
        markup("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n")
        for case (let name, let content?) in metas {
            markup("<meta")
            attribute("name", name)
            attribute("content", content)
            markup(">\n")
        }
        markup("<title>")
        text(title)
        markup("</title>\n</head>\n<body>\n<h1>")
        text(title)
        markup("</h1>\n")
    }

    fileprivate mutating func foot() { markup("</body>\n</html>\n") }

    fileprivate mutating func anchor(_ file: IndexFile) {
        markup("<a")
        attribute("href", file.url + (file.hashes.best.map { "#\($0)" } ?? ""))
        attribute("data-requires-python", file.requiresPython)
        if case .present(let hashes) = file.coreMetadata {
            // Clients older than PEP 714 know the second name only.
            attribute("data-core-metadata", hashes.best ?? "true")
            attribute("data-dist-info-metadata", hashes.best ?? "true")
        }
        attribute("data-size", file.size.map(String.init))
        attribute("data-upload-time", file.uploadTime?.description)
        if case .yes(let reason) = file.yanked { attribute("data-yanked", reason ?? "") }
        attribute("data-gpg-sig", file.gpgSignature.map { $0 ? "true" : "false" })
        attribute("data-provenance", file.provenance)
        markup(">")
        text(file.filename)
        markup("</a><br>\n")
    }
}

extension [String: String] {
    /// The one hash that a fragment carries, as `name=digest`: SHA-256, which everyone knows, else
    /// the strongest known one, else the first that a reader would take for a hash.
    fileprivate var best: String? {
        let known = [HashAlgorithm.sha256] + HashAlgorithm.allCases.sorted(by: >)
        let names = known.map(\.rawValue) + keys.sorted()
        for name in names {
            guard let digest = self[name], LinkFragment.isHash(name: name, value: digest) else {
                continue
            }
            return "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(digest))"
        }
        return nil
    }
}
