internal import Cryptography
internal import MirrorStore
internal import Primitives
internal import Transport

/// Holds where the hosts' chains end now against where they ended before: another anchor means a
/// new inspection box, or worse, and is told.
struct AnchorWatch {
    let catalog: Catalog
    let now: Instant

    /// Keeps what is new.
    /// - Returns: a sentence for each host whose chain ends elsewhere.
    func note(_ uses: [AnchorUse]) async throws -> [String] {
        guard !uses.isEmpty else { return [] }
        let records = try catalog.anchors()
        let known = Dictionary(uniqueKeysWithValues: records.map { ($0.host, $0) })
        let seen = uses.map { AnchorRecord($0, since: now) }
        let news = seen.filter { known[$0.host]?.fingerprint != $0.fingerprint }
        guard !news.isEmpty else { return [] }
        let warnings = news.compactMap { anchor in
            known[anchor.host].map { Self.warning(from: $0, to: anchor) }
        }
        for warning in warnings { try catalog.stage(event: CatalogEvent(at: now, event: warning)) }
        try await catalog.keep(anchors: news)
        return warnings
    }

    private static func warning(from old: AnchorRecord, to new: AnchorRecord) -> String {
        guard old.publicKey != new.publicKey else {
            return "the chain of \(new.host) ends at a renewed \(new.subject), with the key it had"
        }
        return "the chain of \(new.host) now ends at \(new.subject) (SHA-256 "
            + "\(new.fingerprint.prefix(16))…); since \(old.since) it had ended at \(old.subject) "
            + "(\(old.fingerprint.prefix(16))…): a new inspection box, or somebody in between"
    }
}

extension AnchorRecord {
    init(_ use: AnchorUse, since: Instant) {
        self.init(
            host: use.host, fingerprint: use.certificate.fingerprint.hex,
            publicKey: use.certificate.publicKeyDigest.hex, subject: use.certificate.subject,
            since: since)
    }
}
