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
    private let surroundings: Surroundings
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
        isOfOthers: Bool, surroundings: Surroundings, now: Instant
    ) {
        self.isOfOthers = isOfOthers
        self.settings = settings
        self.anchors = anchors
        self.revocation = revocation
        self.bundles = bundles
        self.surroundings = surroundings
        self.now = now
    }

    /// Every source of this machine, loaded when somebody first asks.
    var survey: TrustSurvey { state.withLock { survey(&$0) } }

    private func survey(_ state: inout State) -> TrustSurvey {
        if let survey = state.survey { return survey }
        let survey = TrustSurvey(
            settings: settings, environment: surroundings.environment, libcurl: .ofLibrary,
            now: now, bundles: bundles, tools: ToolSettings(surroundings))
        state.survey = survey
        return survey
    }

    /// The proxy that the environment names for an address.
    func proxy(for address: WebAddress) -> Proxy? {
        ProxyEnvironment(surroundings.environment).proxy(for: address.origin)
    }

    /// What excepts an address from a proxy that is set.
    func exemption(of address: WebAddress) -> String? {
        ProxyEnvironment(surroundings.environment).exemption(of: address.origin)
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
        refusal.origin =
            failure.isOfProxy ? nil : WebAddress("https://\(failure.host)/")?.origin
        refusal.foreignHost = isOfOthers && !failure.isOfProxy ? failure.host : nil
        refusal.crlFile = revocation?.file
        refusal.revocationLists = revocation?.lists ?? []
        refusal.counts = question.counts
        return refusal
    }

    /// How other programs would fare with a host that was asked, and with an https proxy before it.
    /// - Parameters:
    ///   - diagnosis: of a chain that was refused.
    ///   - identity: what the host was shown, should it ask.
    /// - Returns: also those that take another way than the one that was tried, of which nothing is
    ///   foretold.
    func forecasts(
        of probe: Probe, _ diagnosis: TrustDiagnosis?, shown identity: ClientIdentityFiles?
    ) -> (known: [Forecast], untried: [String]) {
        let routes = ForeignRoutes(to: probe.address, surroundings)
        var known: [Forecast] = []
        var untried: [String] = []
        for forecast in forecastsOfRoute(of: probe, diagnosis, shown: identity) {
            if let detour = routes.detour(of: forecast.client, besides: probe.proxy) {
                untried.append("\(forecast.client.rawValue) \(detour), which was not tried")
            } else {
                known.append(forecast)
            }
        }
        return (known, untried)
    }

    /// Of programs that take the way of the connection.
    private func forecastsOfRoute(
        of probe: Probe, _ diagnosis: TrustDiagnosis?, shown identity: ClientIdentityFiles?
    ) -> [Forecast] {
        let isOfProxy = probe.trustFailure?.isOfProxy ?? false
        var question = Forecaster.Question(origin: probe.address.origin)
        question.demand = probe.demand(shown: identity)
        let known = isOfProxy ? [] : diagnosis?.forecasts
        let behind =
            known ?? forecasts(of: probe.origin, probe.address.origin, anchors.servers, question)
        guard let proxy = probe.proxy, proxy.isHTTPS, let way = proxy.origin else { return behind }
        question = Forecaster.Question(origin: probe.address.origin, isOfProxy: true)
        let before =
            isOfProxy
            ? diagnosis?.forecasts ?? []
            : forecasts(of: probe.verifications.first, way, anchors.proxies, question)
        return Forecast.joined(proxy: before, named: proxy.host, host: behind)
    }

    /// What a chain comes to that a connection did not have to verify: libcurl loads no anchors then.
    func verified(_ seen: Verification, of origin: Origin) -> Verification {
        let options = ChainVerifier.Options(revocationLists: revocation?.lists ?? [])
        let verdict = ChainVerifier(anchors: anchors.servers.certificates, options: options)
            .verify(seen.sent, host: origin.hostName, at: now)
        return Verification(
            layer: seen.layer, serverName: seen.serverName, protocolVersion: seen.protocolVersion,
            speaksHTTP2: seen.speaksHTTP2, sent: seen.sent, chain: verdict.chain,
            anchor: verdict.anchor, failure: verdict.failure)
    }

    private func forecasts(
        of seen: Verification?, _ origin: Origin, _ anchors: TrustAnchors,
        _ question: Forecaster.Question
    ) -> [Forecast] {
        guard let seen else { return [] }
        return Forecaster(
            sent: seen.sent, host: origin.hostName, anchors: anchors.certificates, survey: survey,
            now: now, question: question)?.forecasts ?? []
    }
}

extension Probe {
    /// What the host asks of clients.
    /// - Parameter identity: what it was shown, should it ask.
    fileprivate func demand(shown identity: ClientIdentityFiles?) -> Forecaster.Question.Demand {
        if case .auth(status: nil)? = error?.kind { return .certificate }
        guard isAskedForCertificate else { return .nothing }
        return identity.map { .met(by: $0.certificate) } ?? .nothing
    }
}

extension TrustFailure {
    /// Without the port and the brackets of an IPv6 address.
    var hostName: String { WebAddress("https://\(host)/")?.origin.hostName ?? host }
}

extension Proxy {
    fileprivate var origin: Origin? { WebAddress("https://\(host)/")?.origin }
}

extension Origin {
    /// Without the brackets of an IPv6 address.
    fileprivate var hostName: String {
        host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
}
