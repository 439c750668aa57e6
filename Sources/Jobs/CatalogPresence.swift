internal import MirrorStore
internal import Reporting

/// A mirror whose catalog is lost must not be taken for an empty one.
enum CatalogPresence {
    /// - Throws: `Refusal` 65 where a filled pool stands beside no catalog.
    static func require(_ layout: MirrorLayout, _ disk: any Disk) throws {
        if try Catalog.exists(layout, disk: disk) { return }
        guard try disk.list(layout.files).isEmpty else {
            throw Refusal(
                .dataerr,
                "\(layout.catalog) is missing although the pool beside it is filled; "
                    + "nothing was touched",
                hints: [
                    "restore state.sqlite from a backup; rebuilding it is not supported in "
                        + "this version"
                ])
        }
    }
}
