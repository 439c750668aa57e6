import Cryptography

/// How this distribution's system store is kept, in commands for a person.
package struct StoreUpkeep: Hashable, Sendable {
    /// `Debian GNU/Linux 12 (bookworm)`.
    package let distribution: String
    /// nil without a package manager.
    package let installCommand: String?
    package let upgradeCommand: String?
    /// Where certificates of one's own go; nil for a distribution unknown here.
    package let anchorFolder: AnchorFolder?
    /// False where the store came without its tools, as in small images.
    package let hasAnchorCommand: Bool

    /// - Returns: nil where os-release(5) is missing.
    package init?(_ locations: SystemLocations) {
        guard let release = OperatingSystemRelease(readingFrom: locations.osRelease) else {
            return nil
        }
        let directories = locations.programDirectories
        distribution = release.name
        installCommand = release.installCommand(programDirectories: directories)
        upgradeCommand = release.upgradeCommand(programDirectories: directories)
        anchorFolder = release.anchorFolder
        hasAnchorCommand = directories.contains { directory in
            release.anchorFolder.map { folder in
                (try? LocalFile.status("\(directory)/\(folder.command)")) != nil
            } ?? false
        }
    }

    /// How one certificate gets into the store; nil for a distribution unknown here.
    package var addition: String? {
        guard let anchorFolder else { return nil }
        let name = anchorFolder.rule == .crtNames ? "as NAME.crt (PEM) " : ""
        let first = hasAnchorCommand ? nil : installCommand.map { " (first: \($0))" }
        return "put it \(name)into \(anchorFolder.path) and run \(anchorFolder.command)"
            + (first ?? "")
    }
}
