import TestSupport
import Testing

/// What must not stand in any file of the repository.
@Suite struct TrackedFilesTests {
    private let files: [String]

    init() throws {
        let git = Program(
            "git", ["-c", "safe.directory=*", "ls-files", "-z"], directory: Checkout.root)
        files = try git.outputBlocking().split(separator: "\0").map(String.init)
    }

    /// The names are put together here so that this file holds none of them.
    private static let registryHosts = [
        ["py", "pi.org"], ["python", "hosted.org"], ["registry.npm", "js.org"], ["crates", ".io"],
        ["proxy.golang", ".org"], ["deb.deb", "ian.org"], ["security.deb", "ian.org"],
    ].map { $0.joined() }

    @Test func noPublicRegistryIsNamed() throws {
        #expect(files.count > 50)
        for file in files where isReadable("\(Checkout.root)/\(file)") {
            let text = try FileTree.text("\(Checkout.root)/\(file)").lowercased()
            for host in Self.registryHosts { #expect(!text.contains(host), "\(file)") }
        }
    }

    /// Not a file that is gone from the tree, nor a link to a directory.
    private func isReadable(_ path: String) -> Bool {
        FileTree.exists(path) && !FileTree.isDirectory(path)
    }

    @Test func resolvedVersionsAndBuildsAreNotTracked() {
        for file in files {
            let name = file.split(separator: "/").last ?? ""
            #expect(name != "Package.resolved")
            #expect(!file.hasPrefix(".build") && !file.hasPrefix(".tools"), "\(file)")
        }
    }
}
