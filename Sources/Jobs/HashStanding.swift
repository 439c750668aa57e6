package import Primitives
package import SimpleIndex

/// How far an index vouches for a file's bytes.
package enum HashStanding: Hashable {
    case strong
    /// md5 or sha1 alone.
    case weak
    case none
    /// A known algorithm with a value that no file can have: never taken for "no hash".
    case broken(algorithm: String)

    package init(_ file: IndexFile) { self.init(file, digests: file.digests) }

    /// - Parameter digests: the file's well-formed digests.
    package init(_ file: IndexFile, digests: [Digest]) {
        let known = HashAlgorithm.allCases.filter { file.hashes[$0.rawValue] != nil }
        if let broken = known.first(where: { name in !digests.contains { $0.algorithm == name } }) {
            self = .broken(algorithm: broken.rawValue)
        } else if digests.contains(where: \.algorithm.isStrong) {
            self = .strong
        } else {
            self = digests.isEmpty ? .none : .weak
        }
    }

    /// What a refusal says to the operator.
    /// - Parameter index: whose page has it.
    package static func advice(_ file: IndexFile, _ index: String) -> String {
        let what = file.digests.isEmpty ? "no hash" : "only a weak hash"
        return "the index gives \(what) for \(file.filename); "
            + "allow-unhashed = true for index \(index) would take it"
    }

    /// The same of a file that a lock has at an address.
    /// - Parameter index: whose word counts there; nil for none.
    package static func lockedAdvice(
        _ file: IndexFile, at address: WebAddress, _ index: String?
    ) -> String {
        index.map {
            "the lock gives no hash for \(file.filename); allow-unhashed = true for index \($0) would "
                + "take it"
        }
            ?? "the lock has \(file.filename) without a hash at \(address.origin.hostAndPort), where "
            + "no index of the job is"
    }

    package static let relocking = "lock it anew, so that the lock tells its hash"

    /// Why no hash counts that came from `host`.
    package static func distrust(_ host: String) -> String {
        "the page came from \(host), which insecure excepts from verification, so its hashes prove "
            + "nothing and no file was taken"
    }

    package static let proof = """
        trust = "pin" with pinned-public-key proves the server without a chain; \
        wheelbarrow trust probe --insecure shows the key
        """
}
