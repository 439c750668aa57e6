import Primitives
import PythonPackaging
import SimpleIndex

/// A page that stands in the mirror, read back.
struct PublishedPage: Sendable {
    let project: ProjectName
    let digest: String
    let files: [PublishedFile]
    let sizes: PageFolder.Sizes

    /// - Returns: nil when the folder does not hold both forms of a page with that digest.
    init?(
        _ digest: String, of project: ProjectName, in layout: MirrorLayout, on disk: any Disk
    ) {
        let path = layout.page(digest)
        guard let html = try? disk.read(path + "/index.html"),
            let json = try? disk.read(path + "/index.json")
        else { return nil }
        let folder = PageFolder(html: html, json: json)
        guard folder.digest == digest,
            let address = WebAddress("https://localhost/simple/\(project)/"),
            let decoded = try? PageDecoder.projectPage(
                json, contentType: SimpleIndexMediaType.json, url: address)
        else { return nil }
        self.project = project
        self.digest = digest
        sizes = folder.sizes
        files = decoded.page.files.compactMap { file in
            guard let sha256 = file.hashes["sha256"], let size = file.size else { return nil }
            return PublishedFile(
                facts: file, sha256: sha256, size: size,
                metadataSHA256: file.coreMetadata.hashes["sha256"])
        }
    }
}
