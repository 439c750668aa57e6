import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

/// Has OpenSSL refuse chains on a machine of the test's own, and asks for the diagnosis.
struct RefusalLab {
    let chains: ChainLab
    var machine: Machine
    var host = "index.example"
    /// Bundles that the caller of a survey knows.
    var bundles: [TrustAlternative] = []

    init() throws {
        chains = try ChainLab()
        machine = try Machine()
    }

    /// Writes a bundle and has a variable name it.
    mutating func set(_ variable: String, _ identities: ChainLab.Identity...) throws {
        let path = "\(variable).pem"
        try machine.files.write(identities.map(\.pem).joined(), to: path)
        machine.environment[variable] = machine.files[path]
    }

    /// The case of a chain that this machine refuses.
    /// - Parameter days: how long after the first certificate's issue it is looked at.
    func refusal(
        _ sent: [ChainLab.Identity], days: Int = 1, revocationLists: [RevocationList] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> TrustCase {
        let certificates = sent.map(\.certificate)
        let now = certificates[0].notBefore + .seconds(86_400 * days)
        let anchors = try machine.resolve()
        var options = ChainVerifier.Options()
        options.revocationLists = revocationLists
        options.allowsPartialChains = revocationLists.isEmpty
        let verdict = ChainVerifier(anchors: anchors.certificates, options: options)
            .verify(certificates, host: host, at: now)
        let failure = try #require(verdict.failure, sourceLocation: sourceLocation)
        var refusal = TrustCase(
            host: host, failure: failure, isNameMismatch: [62, 64].contains(failure.code),
            sent: certificates, chain: verdict.chain, anchors: anchors, now: now)
        if !revocationLists.isEmpty {
            refusal.crlFile = "/etc/lists.pem"
            refusal.revocationLists = revocationLists
        }
        return refusal
    }

    func diagnosis(of refusal: TrustCase) -> TrustDiagnosis {
        var machine = machine
        machine.now = refusal.now
        return TrustDiagnosis(refusal, survey: machine.survey(bundles: bundles))
    }

    /// The diagnosis of a chain that is refused for `code`.
    func diagnose(
        _ sent: ChainLab.Identity..., code: Int32, days: Int = 1,
        revocationLists: [RevocationList] = [],
        sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout TrustCase) -> Void = { _ in }
    ) throws -> TrustDiagnosis {
        var refusal = try refusal(
            sent, days: days, revocationLists: revocationLists, sourceLocation: sourceLocation)
        #expect(refusal.failure.code == code, sourceLocation: sourceLocation)
        change(&refusal)
        return diagnosis(of: refusal)
    }
}

extension Certificate {
    /// SHA-256 as people compare it.
    var colons: String { fingerprint.colons }
}
