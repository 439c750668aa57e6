package import Cryptography
internal import Primitives
package import Reporting
internal import Transport
package import Trust

/// What one host showed, and what became of it under the trust in force.
package struct HostReport: Sendable {
    /// As asked, without credentials.
    package let url: String
    /// The index's name in its job; nil for an address from the command line.
    package let index: String?
    /// `proxy host (HTTPS_PROXY)`; nil where the way is straight.
    package let proxy: String?
    /// What excepts the host from a proxy that is set: `NO_PROXY (.corp)`.
    package let exemption: String?
    /// The proxy's answer to CONNECT.
    package let connectStatus: Int?
    /// `TLSv1.3`; nil where no handshake came that far.
    package let protocolVersion: String?
    /// Of the answer to a HEAD request.
    package let status: Int?
    package let isVerified: Bool
    /// Whether the policy did not ask for a chain that verifies.
    package let isExcepted: Bool
    /// The trust line in force.
    package let trust: String
    /// Leaf first: as built where it verified, else as sent.
    package let chain: [Certificate]
    /// Whether it is that of an https proxy: nothing of the host itself was seen.
    package let isChainOfProxy: Bool
    /// One of OpenSSL's `X509_V_ERR_` numbers; nil where no chain was refused.
    package let code: Int?
    package let depth: Int?
    /// What is wrong, as one sentence; nil where nothing is.
    package let problem: String?
    /// Safest first.
    package let remedies: [String]
    /// Of a chain that was refused.
    package let diagnosis: TrustDiagnosis?
    package let inspection: InspectionSigns?
    package let forecasts: [Forecast]
    /// Who is not among them because it goes another way.
    package let untried: [String]
    package let exitCode: ExitCode

    /// The server's pin of today, as curl writes it.
    package let pin: String?

    init(_ question: HostProbe.Question, _ probe: Probe, _ counts: TrustCase.HostCounts) {
        let failure = probe.trustFailure
        let seen = probe.origin.map { seen in
            question.check == .chain
                ? seen : question.explainer.verified(seen, of: probe.address.origin)
        }
        url = question.address.description
        index = question.index
        proxy = probe.proxy?.description
        exemption = question.explainer.exemption(of: question.address)
        connectStatus = probe.connectStatus
        protocolVersion = seen?.protocolVersion
        status = probe.status
        isExcepted = question.check != .chain
        isVerified =
            switch question.check {
            case .pin: probe.status != nil
            case .chain, .nothing: failure == nil && seen != nil && seen?.failure == nil
            }
        trust = question.trustLine
        let shown = probe.shown
        chain = (isVerified ? seen?.chain : shown?.verification.sent) ?? []
        isChainOfProxy = shown?.isOfProxy ?? false
        pin = isChainOfProxy ? nil : chain.first.map { $0.publicKeyPin }
        // An exception goes on where the chain fails: what failed is told all the same.
        code = failure?.code ?? seen?.failure.map { Int($0.code) }
        depth = failure?.depth ?? seen?.failure?.depth
        diagnosis = failure.flatMap {
            question.explainer.diagnosis(of: $0, proxy: probe.proxy, counts: counts)
        }
        let answer = Answer(probe.status, to: question)
        problem = diagnosis?.summary ?? probe.error?.reason ?? answer?.reason
        remedies = diagnosis?.remedies ?? probe.error?.hints ?? answer.map { [$0.hint] } ?? []
        (forecasts, untried) =
            isVerified || diagnosis != nil
            ? question.explainer.forecasts(
                of: probe, diagnosis, shown: question.policy.tls.clientIdentity) : ([], [])
        inspection =
            diagnosis?.inspection
            ?? (isVerified
                ? InspectionSigns(
                    chain: chain, survey: question.explainer.survey,
                    proxy: probe.proxy?.place, counts: counts) : nil)
        // What goes wrong after the chain has verified is no question of trust.
        let isBeyondTrust = isVerified && (probe.error?.kind.isOfAnswer ?? true)
        exitCode =
            switch probe.error?.kind {
            case nil: answer?.exitCode ?? .ok
            case _ where isBeyondTrust: .ok
            case let kind?: FailureKind(kind).exitCode
            }
    }
}

/// An answer by which nothing of an index could be fetched, though its server is the right one.
private struct Answer {
    let reason: String
    let hint: String
    let exitCode: ExitCode

    /// - Returns: nil for every other one: what an index does not list may be there.
    init?(_ status: Int?, to question: HostProbe.Question) {
        switch (status, question.index) {
        case (401?, let name?):
            exitCode = FailureKind.auth.exitCode
            reason = "the server answered 401"
            hint = FailureAdvice.login(question.address.origin, of: name, question.policy)
        case (511?, _):
            exitCode = FailureKind.http.exitCode
            reason = "the network wants a login (511)"
            hint = FailureAdvice.networkLogin
        default: return nil
        }
    }
}

extension TransferError.Kind {
    /// Whether the connection was up and only the answer was none, or no good one.
    fileprivate var isOfAnswer: Bool {
        switch self {
        case .timeout, .truncated, .malformed, .http: true
        default: false
        }
    }
}
