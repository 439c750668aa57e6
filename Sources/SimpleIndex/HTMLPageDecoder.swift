import Primitives

/// Reads the HTML form.
enum HTMLPageDecoder {
    static func projectPage(
        _ body: [UInt8], charset: String?, url: WebAddress
    ) throws(PageError) -> Decoded<ProjectPage> {
        let reader = HTMLProjectReader(try HTMLSource(body, charset: charset))
        try reader.run()
        var page = ProjectPage(
            apiVersion: try reader.metas.apiVersion(), status: reader.metas.status,
            statusReason: reader.metas.statusReason, metaSeen: reader.metas.hasAny)
        let resolver = LinkResolver(page: url, base: reader.base)
        page.files.reserveCapacity(reader.links.count)
        var omissions: [Omission] = []
        var linksToFolders = false
        for link in reader.links {
            switch link.file(resolver) {
            case .success(let file): page.files.append(file)
            case .failure(.folder): linksToFolders = true
            case .failure(.omitted(let omission)): omissions.append(omission)
            }
        }
        return Decoded(
            page: page, omissions: omissions, isTruncated: reader.isTruncated,
            linksToFolders: linksToFolders)
    }

    static func rootPage(
        _ body: [UInt8], charset: String?
    ) throws(PageError) -> Decoded<RootPage> {
        let reader = HTMLRootReader(try HTMLSource(body, charset: charset))
        try reader.run()
        let page = RootPage(
            apiVersion: try reader.metas.apiVersion(), names: reader.anchors.names.distinctNames,
            metaSeen: reader.metas.hasAny)
        return Decoded(
            page: page, omissions: reader.anchors.names.omissions,
            isTruncated: reader.isTruncated || reader.anchors.isCut)
    }
}
