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

    /// What the targets' files are known by, one key each; none where not every hash is known.
    /// - Parameter sha256: of each file.
    func keys(of targets: [Target], _ sha256: (WantedFile) -> Digest?) -> [WarmReport.Key] {
        targets.compactMap { target in
            key(target.name, files.filter { $0.targets.contains(target.name) }, sha256)
        }
    }

    /// What all files are known by at once: of one target alone, that one's key.
    func oneKey(over targets: [Target], _ sha256: (WantedFile) -> Digest?) -> WarmReport.Key? {
        guard targets.count > 1 else { return keys(of: targets, sha256).first }
        return key(CacheKey.all, files.filter { !$0.targets.isEmpty }, sha256)
    }

    private func key(
        _ name: String, _ files: [WantedFile], _ sha256: (WantedFile) -> Digest?
    ) -> WarmReport.Key? {
        var known: [(filename: String, sha256: Digest)] = []
        for file in files {
            guard let digest = sha256(file) else { return nil }
            known.append((file.filename, digest))
        }
        let digest = Hashing.digest(CacheKey.material(known), .sha256)
        return WarmReport.Key(target: name, key: CacheKey.text(target: name, digest: digest))
    }
}
