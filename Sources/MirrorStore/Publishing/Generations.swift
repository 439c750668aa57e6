/// The generations as they stand on disk: directories, and the link that says which one is live.
package struct Generations: Sendable {
    package let layout: MirrorLayout
    package let disk: any Disk

    package init(layout: MirrorLayout, disk: any Disk = SystemDisk()) {
        self.layout = layout
        self.disk = disk
    }

    /// The number of the live generation; nil before the first one.
    package func live() throws(StoreError) -> Int? {
        guard let target = try disk.readLink(layout.live),
            let number = target.split(separator: "/").last.flatMap({ Self.number(String($0)) }),
            target == Self.target(number)
        else { return nil }
        return number
    }

    /// What the live link says of a generation.
    private static func target(_ number: Int) -> String {
        ".generations/" + MirrorLayout.generationName(number)
    }

    /// The numbers of the directories that exist, finished or not, in ascending order.
    package func list() throws(StoreError) -> [Int] {
        try disk.list(layout.generations).compactMap(Self.number).sorted()
    }

    private static func number(_ name: String) -> Int? {
        guard let number = Int(name), MirrorLayout.generationName(number) == name else {
            return nil
        }
        return number
    }

    /// The digests of the pages that a generation links to, by project.
    package func pages(of number: Int) throws(StoreError) -> [String: String] {
        let directory = layout.generation(number)
        var pages: [String: String] = [:]
        for name in try disk.list(directory) {
            guard let target = try disk.readLink("\(directory)/\(name)") else { continue }
            pages[name] = target.split(separator: "/").last.map(String.init)
        }
        return pages
    }

    /// Makes a generation live: one rename, so that a client sees either the old one or the new.
    ///
    /// Durable once the directory above the link is synchronised.
    /// - Throws: `unknownGeneration` when there is no such directory. Nothing has changed then.
    package func swap(to number: Int) throws(StoreError) {
        let directory = layout.generation(number)
        guard try disk.status(directory)?.kind == .directory else {
            throw StoreError(
                .unknownGeneration(number), operation: "switch to", path: layout.root)
        }
        let draft = layout.draft
        try disk.removeTree(draft)
        try disk.symlink(draft, to: Self.target(number))
        try disk.rename(draft, to: layout.live)
    }
}
