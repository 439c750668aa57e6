internal import Cryptography
internal import Inputs
internal import Primitives
internal import PythonPackaging
internal import Reporting

/// The files that all targets need, and what is not to be had.
struct Choice {
    /// In order of projects and targets.
    private(set) var files: [WantedFile] = []
    var holes: [Hole] = []
    private(set) var failures: [Failure] = []
    private var known: Set<Failure> = []
    var warnings: [String] = []
    private var places: [WantedFile.Identity: Int] = [:]

    /// Files that several targets need stand once.
    mutating func add(_ file: WantedFile) {
        if let place = places[file.identity] {
            files[place].targets.formUnion(file.targets)
            files[place].builders.formUnion(file.builders)
        } else {
            places[file.identity] = files.count
            files.append(file)
        }
    }

    mutating func note(_ failure: Failure) {
        if known.insert(failure).inserted { failures.append(failure) }
    }

    /// What a target's files are known by; nil where not every hash is known.
    /// - Parameter sha256: of each file.
    func key(of target: Target, _ sha256: (WantedFile) -> Digest?) -> WarmReport.Key? {
        var known: [(filename: String, sha256: Digest)] = []
        for file in files where file.targets.contains(target.name) {
            guard let digest = sha256(file) else { return nil }
            known.append((file.filename, digest))
        }
        let digest = Hashing.digest(CacheKey.material(known), .sha256)
        return WarmReport.Key(
            target: target.name, key: CacheKey.text(target: target, digest: digest))
    }
}
