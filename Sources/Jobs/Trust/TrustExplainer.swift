internal import Cryptography
internal import Primitives
internal import Synchronization
internal import Transport
internal import Trust

/// Puts the refused chains of one index into words: what is missing, what would verify it, what to
/// do. Everything is computed from the chain that the server showed, without asking it again.
final class TrustExplainer: Sendable {
    /// What the index's servers, and its https proxies, are held against.
    struct Anchors: Sendable {
        let servers: TrustAnchors
        let proxies: TrustAnchors
    }

    private let settings: TrustSettings
    private let anchors: Anchors
    private let revocation: (file: String, lists: [RevocationList])?
    private let bundles: [TrustAlternative]
    /// Whether it is about hosts that are none of the index's.
    private let isOfOthers: Bool
    private let environment: [String: String]
    private let now: Instant

    private struct Question: Hashable {
        let failure: TrustFailure
        let proxy: String?
        let counts: TrustCase.HostCounts
    }

    private struct State {
        var survey: TrustSurvey?
        var known: [Question: TrustDiagnosis] = [:]
    }

    private let state = Mutex(State())

    init(
        settings: TrustSettings, anchors: Anchors,
        revocation: (file: String, lists: [RevocationList])?, bundles: [TrustAlternative],
        isOfOthers: Bool, environment: [String: String], now: Instant
    ) {
        self.isOfOthers = isOfOthers
        self.settings = settings
        self.anchors = anchors
        self.revocation = revocation
        self.bundles = bundles
        self.environment = environment
        self.now = now
    }

    /// Every source of this machine, loaded when somebody first asks.
    var survey: TrustSurvey { state.withLock { survey(&$0) } }

    private func survey(_ state: inout State) -> TrustSurvey {
        if let survey = state.survey { return survey }
        let survey = TrustSurvey(
            settings: settings, environment: environment, libcurl: .ofLibrary, now: now,
            bundles: bundles)
        state.survey = survey
        return survey
    }

    /// The proxy that the environment names for an address.
    func proxy(for address: WebAddress) -> Proxy? {
        ProxyEnvironment(environment).proxy(for: address.origin)
    }

    /// What excepts an address from a proxy that is set.
    func exemption(of address: WebAddress) -> String? {
        ProxyEnvironment(environment).exemption(of: address.origin)
    }

    /// - Parameter proxy: the one that the connection went through.
    /// - Returns: nil where it was no chain that was refused: the failure says all there is.
    func diagnosis(
        of failure: TrustFailure, proxy: Proxy?, counts: TrustCase.HostCounts = .init()
    ) -> TrustDiagnosis? {
        guard failure.cause == .chain || failure.cause == .name else { return nil }
        let question = Question(failure: failure, proxy: proxy?.place, counts: counts)
        return state.withLock { state in
            if let known = state.known[question] { return known }
            let diagnosis = TrustDiagnosis(refusal(question), survey: survey(&state))
            state.known[question] = diagnosis
            return diagnosis
        }
    }

    private func refusal(_ question: Question) -> TrustCase {
        let failure = question.failure
        var refusal = TrustCase(
            host: failure.hostName,
            failure: failure.verification.failure
                ?? VerifyFailure(
                    code: Int32(failure.code), reason: failure.reason, depth: failure.depth,
                    subject: failure.subject, issuer: failure.issuer),
            isNameMismatch: failure.cause == .name, sent: failure.verification.sent,
            chain: failure.verification.chain,
            anchors: failure.isOfProxy ? anchors.proxies : anchors.servers, now: now)
        refusal.proxy = question.proxy
        refusal.isOfProxy = failure.isOfProxy
        refusal.foreignHost = isOfOthers && !failure.isOfProxy ? failure.host : nil
        refusal.crlFile = revocation?.file
        refusal.revocationLists = revocation?.lists ?? []
        refusal.counts = question.counts
        return refusal
    }

    /// How other programs would fare with a host whose chain verified.
    func forecasts(of verification: Verification, host: String) -> [Forecast] {
        Forecaster(
            sent: verification.sent, host: host, anchors: anchors.servers.certificates,
            survey: survey, now: now)?.forecasts ?? []
    }
}

extension TrustFailure {
    /// Without the port and the brackets of an IPv6 address.
    var hostName: String {
        let name = WebAddress("https://\(host)/")?.origin.host ?? host
        return name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
    }
}
