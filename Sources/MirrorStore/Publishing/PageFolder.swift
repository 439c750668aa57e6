import Cryptography
import Primitives
import PythonPackaging
import SimpleIndex

/// Both forms of one published page, named by their content.
struct PageFolder: Sendable {
    let html: [UInt8]
    let json: [UInt8]
    /// The first 40 hexadecimal digits of the SHA-256 over the HTML form, then the JSON form.
    let digest: String

    init(html: [UInt8], json: [UInt8]) {
        self.html = html
        self.json = json
        var context = HashContext(.sha256)
        context.update(html)
        context.update(json)
        digest = String(context.finish().hex.prefix(40))
    }

    init(_ page: ProjectPage, of project: ProjectName) {
        self.init(
            html: HTMLPageEncoder.projectPage(page, name: project),
            json: JSONPageEncoder.projectPage(page, name: project))
    }

    /// Bytes of both forms.
    struct Sizes: Hashable, Sendable {
        let html: Int64
        let json: Int64
    }

    var sizes: Sizes { Sizes(html: Int64(html.count), json: Int64(json.count)) }

    /// Writes the folder where it is missing.
    ///
    /// - Parameter trusted: the folder was made durable by an earlier run. One that was not may be
    ///   what a crash left behind and is compared first.
    func write(into layout: MirrorLayout, on disk: any Disk, trusted: Bool) throws(StoreError) {
        let path = layout.page(digest)
        if try disk.status(path) != nil {
            if trusted { return }
            if try isWhole(path, disk) { return }
            try disk.removeTree(path)
        }
        let draft = layout.draft
        try disk.removeTree(draft)
        try disk.createDirectory(
            "\(layout.pages)/\(digest.prefix(2))", mode: MirrorLayout.sharedDirectory)
        try disk.createDirectory(draft, mode: MirrorLayout.sharedDirectory)
        try disk.write(html, to: draft + "/index.html", mode: MirrorLayout.sharedFile)
        try disk.write(json, to: draft + "/index.json", mode: MirrorLayout.sharedFile)
        try disk.rename(draft, to: path)
    }

    private func isWhole(_ path: String, _ disk: any Disk) throws(StoreError) -> Bool {
        for (name, bytes) in [("index.html", html), ("index.json", json)] {
            let file = "\(path)/\(name)"
            guard try disk.status(file)?.kind == .file, try disk.read(file) == bytes else {
                return false
            }
        }
        return true
    }
}
