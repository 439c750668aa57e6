/// The one folder that everything in a source distribution stands in, as far as it is known from the
/// members met so far.
struct TopFolder {
    private var name: Substring.UTF8View?

    /// Whether a member is the file of that name directly in the folder.
    ///
    /// - Parameter member: its name from the top; `./` in front of it does not count.
    /// - Throws: `severalFolders` where it stands in another folder than those before it. Files
    ///   beside the folder, which macOS adds, are passed over.
    mutating func holds(
        _ filename: String, as member: String
    ) throws(SourceArchiveError) -> Bool {
        let parts = member.utf8.split(separator: UInt8(ascii: "/"))
            .filter { !$0.elementsEqual(".".utf8) }
        guard parts.count > 1 else { return false }
        let name = name ?? parts[0]
        guard name.elementsEqual(parts[0]) else {
            let names = [name, parts[0]].map { String(Substring($0)).escaped }
            throw SourceArchiveError(.severalFolders, names.joined(separator: ", "))
        }
        self.name = name
        return parts.count == 2 && parts[1].elementsEqual(filename.utf8)
    }
}
