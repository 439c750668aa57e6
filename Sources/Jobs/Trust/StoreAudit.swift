internal import Cryptography
internal import Inputs
internal import MirrorStore
internal import Primitives
internal import Reporting
internal import Transport
package import Trust

/// `trust audit`, and what `[tls] audit` makes of it: the system store beside a reference.
package struct StoreAudit: Sendable {
    package let survey: TrustSurvey
    package let audit: TrustAudit
    /// nil where there was none: then only what the store says of itself is told.
    package let reference: AuditReference?

    private static let sizeLimit = 64 << 20

    /// - Parameters:
    ///   - used: the fingerprints of the anchors that indexes' chains ended at; nil: of no indexes.
    init(reference: AuditReference?, survey: TrustSurvey, used: [Digest]?, now: Instant) {
        self.reference = reference
        self.survey = survey
        audit = TrustAudit(
            store: survey.system, localAnchors: survey.localAnchors, reference: reference,
            now: now, used: used, package: StorePackage(readingFrom: .standard),
            upkeep: survey.upkeep)
    }

    /// - Parameters:
    ///   - path: of a CCADB report or a bundle.
    ///   - mirror: where certifi's wheel is looked for otherwise.
    /// - Throws: `Refusal`: 66 for a missing reference, 78 for one that cannot be used.
    static func reference(
        _ path: String?, orIn mirror: MirrorLayout?
    ) async throws(Refusal) -> AuditReference? {
        if let path { return try reference(path) }
        guard let mirror else { return nil }
        return await MirroredCertifi.reference(in: mirror)
    }

    private static func reference(_ path: String) throws(Refusal) -> AuditReference {
        let bytes: [UInt8]
        do throws(SystemCallError) {
            bytes = try LocalFile.read(path, limit: sizeLimit)
        } catch {
            throw Refusal(
                error == .missing ? .noinput : .config,
                "cannot read the audit's reference \(path): \(error)",
                hints: ["it wants CCADB's IncludedCACertificateReportPEMCSV, or a PEM bundle"],
                path: path)
        }
        do throws(TrustError) {
            return try AuditReference.read(bytes, name: path)
        } catch {
            throw Refusal(
                .config, "cannot use the audit's reference \(path): \(error.reason)",
                hints: error.hints, path: path)
        }
    }

    /// The anchors that the chains of a mirror's hosts were seen to end at.
    static func used(in mirror: MirrorLayout) throws -> [Digest] {
        guard try Catalog.exists(mirror) else { return [] }
        return try MirrorSession.read(mirror).anchors()
            .compactMap { Digest(.sha256, hex: $0.fingerprint) }
    }

    /// The system store of this machine, and what the mirror's hosts were seen to use.
    /// - Parameters:
    ///   - place: a job file or a mirror; nil for none.
    ///   - against: `--against`.
    package static func run(
        _ place: String?, against: String?, surroundings: Surroundings
    ) async throws -> StoreAudit {
        var used: [Digest]?
        var path = against.map(surroundings.absolute)
        var layout: MirrorLayout?
        if let place {
            let mirror = try MirrorReference(place, surroundings)
            if mirror.job == nil { try mirror.requireMirror() }
            layout = mirror.layout
            path = path ?? mirror.job?.tls.auditReference
            used = try Self.used(in: mirror.layout)
        }
        let now = surroundings.now()
        let survey = TrustSurvey(
            settings: TrustSettings(), environment: surroundings.environment,
            libcurl: .ofLibrary, now: now)
        return StoreAudit(
            reference: try await reference(path, orIn: layout), survey: survey, used: used, now: now
        )
    }
}
