/// A page with what its decoder has to say about it.
package struct Decoded<Page: Sendable>: Sendable {
    package var page: Page
    package var omissions: [Omission]
    /// The body ends inside a tag: what followed is lost, and what is here may not be all.
    package var isTruncated: Bool
    /// It has links to folders, or to places on itself.
    package var linksToFolders: Bool
    /// Counts the changes of an index (`_last-serial`, as Warehouse and its mirrors have it).
    package var serial: Int64?

    package init(
        page: Page, omissions: [Omission] = [], isTruncated: Bool = false,
        linksToFolders: Bool = false, serial: Int64? = nil
    ) {
        self.page = page
        self.omissions = omissions
        self.isTruncated = isTruncated
        self.linksToFolders = linksToFolders
        self.serial = serial
    }
}

extension Decoded: Equatable where Page: Equatable {}
