package import Cryptography
package import Primitives

/// Foretells what pip, requests and uv make of a chain that verifies here.
///
/// Each knows other roots and checks other things. What is not known of one, it is not foretold:
/// such as whether it brings a root along that this machine has from its distribution.
package struct Forecaster: Sendable {
    private let sent: [Certificate]
    private let host: String
    private let now: Instant
    private let roots: ClientRoots
    private let tools: ToolSettings
    private let question: Question
    /// With which it verifies here, leaf first, root last.
    private let chain: [Certificate]
    /// Those with which it verifies here.
    private let anchors: [Certificate]

    /// What clients are asked for, beside what follows from the chain.
    package struct Question: Hashable, Sendable {
        /// Whether a client certificate is asked for.
        package enum Demand: Hashable, Sendable {
            case nothing
            /// And refused without, or with what was shown.
            case certificate
            /// One was shown, of this file, and an answer came.
            case met(by: String)
        }

        /// nil where the port is not known.
        package var origin: Origin?
        package var demand = Demand.nothing
        /// Whether it is an https proxy's.
        package var isOfProxy = false

        package init(origin: Origin? = nil, isOfProxy: Bool = false) {
            self.origin = origin
            self.isOfProxy = isOfProxy
        }
    }

    /// - Returns: nil where the chain does not verify with `anchors`.
    package init?(
        sent: [Certificate], host: String, anchors: [Certificate], survey: TrustSurvey,
        now: Instant, question: Question = Question()
    ) {
        let verdict = ChainVerifier(anchors: anchors).verify(sent, host: host, at: now)
        guard verdict.failure == nil, let root = verdict.chain.last else { return nil }
        chain = verdict.chain
        roots = ClientRoots(survey: survey, root: root)
        tools = survey.tools
        self.question = question
        self.sent = sent
        self.host = host
        self.now = now
        self.anchors = anchors
    }

    package var forecasts: [Forecast] {
        [
            told(requests, .requests, ToolSettings.Tool()), told(pip, .pip, tools.pip),
            told(uv, .uv, tools.uv),
        ].compactMap(\.self)
    }

    /// What comes before the certificates and after them.
    /// - Parameter forecast: by the certificates alone; nil: nobody knows.
    private func told(
        _ forecast: Forecast?, _ client: Forecast.Client, _ tool: ToolSettings.Tool
    ) -> Forecast? {
        if let refusal = tool.refusal { return Forecast(client: client, obstacles: [refusal]) }
        let verdict =
            tool.excepts(question.origin) ? Forecast(client: client, obstacles: []) : forecast
        let refused = verdict?.obstacles ?? []
        switch question.demand {
        case .nothing: return verdict
        case .met(let file) where file == tool.clientCertificate: return verdict
        // What it would show is its own affair.
        case _ where tool.clientCertificate != nil: break
        case .met: break
        case .certificate:
            return Forecast(client: client, obstacles: refused + [client.identityAdvice])
        }
        return refused.isEmpty ? nil : verdict
    }

    private var leaf: CertificateDetails? { chain.first?.details }

    /// What a program without partial chains has to trust.
    private var rootName: String {
        guard var top = chain.last else { return "the root" }
        for _ in sent where !top.isSelfSigned {
            guard let issuer = sent.first(where: { $0.subject == top.issuer && $0 != top })
            else { break }
            top = issuer
        }
        return top.isSelfSigned ? top.subject : "the root above \(top.subject)"
    }

    /// What uv has to trust: any CA will do, but no server's own certificate.
    private var authorityName: String {
        guard chain.count > 1, let anchor = chain.last else { return rootName }
        return anchor.subject
    }

    private var namesOnlyByCommonName: Bool {
        !(leaf?.alternativeNames ?? []).contains { name in
            if case .other = name { false } else { true }
        }
    }

    /// Joins what is wrong with the certificates and with the roots.
    /// - Parameter missing: nil where nobody can tell.
    private func forecast(
        _ client: Forecast.Client, _ refusals: [String], _ missing: [String]?
    ) -> Forecast? {
        if let missing { return Forecast(client: client, obstacles: refusals + missing) }
        return refusals.isEmpty ? nil : Forecast(client: client, obstacles: refusals)
    }

    private func verifies(with certificates: [Certificate]) -> Bool {
        verdict(with: certificates).failure == nil
    }

    private func verdict(
        with certificates: [Certificate], _ options: ChainVerifier.Options = .init()
    ) -> ChainVerdict {
        ChainVerifier(anchors: certificates, options: options).verify(sent, host: host, at: now)
    }

    /// What a set of roots lacks for a client.
    /// - Returns: nil where it is not known which roots the client brings along.
    private func missing(
        in set: ClientRoots.Known, _ remedy: String
    ) -> [String]? {
        if set.isUnknown { return nil }
        if let fault = set.fault { return [fault] }
        if verifies(with: set.certificates) { return [] }
        return set.isComplete ? [remedy] : nil
    }
}

// Python's ssl.
extension Forecaster {
    /// What Python's contexts do by themselves: before 3.13 a chain has to end at a root.
    private static let wholeChains = ChainVerifier.Options(allowsPartialChains: false)
    /// The default since 3.13, which urllib3 follows, and pip's own context does not.
    private static let strict = ChainVerifier.Options(checksStrictly: true)

    private var requests: Forecast? {
        let name =
            namesOnlyByCommonName ? ["refused: the name stands in CN only"] : []
        let set = roots.ofRequests
        let missing = missing(in: set, roots.remedyForRequests(rootName))
        return forecast(
            .requests,
            name + strictness
                + wholeness(missing == [] ? set.certificates : anchors, "before Python 3.13"),
            missing)
    }

    private var pip: Forecast? {
        let name =
            namesOnlyByCommonName && TrustCase.isAddress(host)
            ? ["refused: the address stands in CN only"] : []
        let set = question.isOfProxy ? roots.ofPipForProxies : roots.ofPip
        let missing = missing(
            in: set, roots.remedyForPip(rootName, isOfProxy: question.isOfProxy))
        return forecast(
            .pip, name + wholeness(missing == [] ? set.certificates : anchors, nil),
            // Nobody has tried how it reads names then.
            tools.isPipLegacy && namesOnlyByCommonName && missing == [] ? nil : missing)
    }

    /// An anchor that is no root is none for a context without partial chains.
    private func wholeness(_ certificates: [Certificate], _ condition: String?) -> [String] {
        guard verifies(with: certificates),
            let failure = verdict(with: certificates, Self.wholeChains).failure
        else { return [] }
        return [
            "refused\(condition.map { " \($0)" } ?? ""): \(failure.issuer) does not count, "
                + "only a certificate below it"
        ]
    }

    private var strictness: [String] {
        guard let failure = verdict(with: anchors, Self.strict).failure else { return [] }
        return [
            "refused under X509_STRICT, the default since Python 3.13: \(failure.reason) "
                + "(\(failure.code)), \(failure.subject)\(Self.repair(failure))"
        ]
    }

    private static func repair(_ failure: VerifyFailure) -> String {
        let part =
            switch VerifyCode(rawValue: failure.code) {
            case .missingAuthorityKeyIdentifier: "an authority key identifier"
            case .missingSubjectKeyIdentifier: "a subject key identifier"
            case .basicConstraintsNotCritical: "critical basicConstraints"
            case .missingKeyUsage: "keyUsage keyCertSign"
            default: ""
            }
        return part.isEmpty ? "" : "; the CA's owner: re-issue it with \(part)"
    }
}

// rustls.
extension Forecaster {
    private var uv: Forecast? {
        let set = roots.ofUV
        let missing = missing(in: set.known, set.remedy(authorityName))
        // The chain that its own roots make may be another one.
        let own = verdict(with: set.known.certificates)
        let verdict = own.failure == nil ? own : self.verdict(with: anchors)
        let rules = WebPKIRules(verdict, namesOnlyByCommonName: namesOnlyByCommonName)
        guard rules.areKnown || !rules.refusals.isEmpty else { return nil }
        return forecast(.uv, rules.refusals, missing)
    }
}
