import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

/// A wheelhouse of small real distributions, for which lists are written.
struct ListingScene {
    let targets: [Target]
    private(set) var files: [HeldFile] = []
    private(set) var distributions: [Distribution] = []

    init(_ targets: [String]) throws {
        self.targets = try targets.map { try Target(shorthand: $0) }
    }

    /// - Parameter targets: names; nil: all.
    mutating func add(_ distribution: Distribution, for targets: [String]? = nil) throws {
        distributions.append(distribution)
        let name = try #require(ProjectName(distribution.project))
        let version = try #require(Version(distribution.version))
        files.append(
            HeldFile(
                name: name, version: version, filename: distribution.filename,
                sha256: try #require(Digest(.sha256, hex: distribution.sha256)),
                size: Int64(distribution.bytes.count),
                targets: Set(targets ?? self.targets.map(\.name))))
    }

    var requirements: String {
        get throws { try RequirementsListing.text(files, for: targets) }
    }

    var pylock: String {
        get throws { try PylockListing.text(files, for: targets) }
    }

    /// Writes the files and their lists.
    func wheelhouse() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        for distribution in distributions {
            try directory.write(distribution.bytes, to: distribution.filename)
        }
        try directory.write(try requirements, to: "requirements.lock.txt")
        try directory.write(try pylock, to: "pylock.toml")
        let sums = files.map { (path: $0.path, sha256: $0.sha256) }
        try directory.write(ChecksumListing.text(sums), to: "SHA256SUMS")
        return directory
    }
}
