package import Cryptography

/// A source and what it gave.
package struct LoadedSource: Hashable, Sendable {
    package let origin: TrustSource.Origin
    /// As messages name it: `SSL_CERT_FILE=/etc/corp.pem`, `system store`.
    package let label: String
    /// Without duplicates, in the order found.
    package internal(set) var certificates: [Certificate] = []
    package internal(set) var findings: [TrustFinding] = []
    /// The files that count with all that they hold, where it is a directory of hashes.
    var files: Set<LocalFile.Identity> = []
    /// Which the source says are not for TLS servers, whoever else has them.
    private(set) var distrusted: Set<Certificate> = []

    init(_ origin: TrustSource.Origin, label: String) {
        self.origin = origin
        self.label = label
    }

    mutating func add(_ more: [Certificate]) {
        var known = Set(certificates).union(distrusted)
        certificates += more.filter { known.insert($0).inserted }
    }

    mutating func distrust(_ more: Set<Certificate>) {
        distrusted.formUnion(more)
        certificates.removeAll(where: distrusted.contains)
    }

    /// What a run reports of this source: every warning or note, but of bad blocks only the first
    /// five and how many there are besides.
    func messages(_ severity: TrustFinding.Severity) -> [String] {
        let limit = 5
        let relevant = findings.filter { $0.severity == severity }
        let bad = relevant.filter { $0.kind == .badBlock }
        let shown = relevant.filter { $0.kind != .badBlock } + bad.prefix(limit)
        let rest = bad.count - limit
        return shown.map(\.description)
            + (rest > 0 ? ["\(label): \(rest) more blocks that cannot be read"] : [])
    }
}
