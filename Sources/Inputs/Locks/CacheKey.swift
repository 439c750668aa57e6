package import Primitives
import PythonPackaging

/// What a CI cache knows a target's files by: the same files give the same key, whatever the order
/// and the comments of the inputs, and any other choice of files gives another.
package enum CacheKey {
    /// The format of wheelhouses; a new one changes every key.
    package static let format = "wh1"

    /// What the key is the SHA-256 of: for each file, sorted, its SHA-256, a blank, its name in
    /// normal form and a newline; then the format.
    ///
    /// The names of wheels are told by their parts, since lock files spell them differently.
    package static func material(
        _ files: some Sequence<(filename: String, sha256: Digest)>
    ) -> [UInt8] {
        let lines = Set(files.map { "\($0.sha256.hex) \(DistributionKey(spelled: $0.filename))\n" })
        return Array((lines.sorted().joined() + format + "\n").utf8)
    }

    /// What stands for all targets in the place of one's name.
    package static let all = "all"

    /// `wh1-ci312-` and 20 hexadecimal digits.
    /// - Parameters:
    ///   - target: its name.
    ///   - digest: the SHA-256 of the material.
    package static func text(target: String, digest: Digest) -> String {
        "\(format)-\(target)-\(digest.hex.prefix(20))"
    }
}
