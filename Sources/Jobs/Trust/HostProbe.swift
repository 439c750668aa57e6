internal import Cryptography
internal import Primitives
internal import Reporting
internal import Transport
internal import Trust

/// Asks hosts once each, over the network, how they prove who they are.
struct HostProbe: Sendable {
    /// An address to ask, and under which policy.
    struct Question: Sendable {
        let address: WebAddress
        /// The index's name; nil for an address from the command line.
        let index: String?
        let policy: FetchPolicy
        let explainer: TrustExplainer
        let trustLine: String
        /// What proves that the host is the right one.
        let check: Check
    }

    enum Check { case chain, pin, nothing }

    let client: Client

    private static let concurrency = 8

    /// - Returns: one report for each question, in their order.
    func ask(_ questions: [Question]) async -> [HostReport] {
        var probes: [Int: Probe] = [:]
        await withTaskGroup(of: (Int, Probe).self) { group in
            for (number, question) in questions.enumerated() {
                if number >= Self.concurrency, let (done, probe) = await group.next() {
                    probes[done] = probe
                }
                group.addTask {
                    (number, await client.probe(Request(question.address, policy: question.policy)))
                }
            }
            for await (number, probe) in group { probes[number] = probe }
        }
        let asked = questions.indices.compactMap { number in
            probes[number].map { (questions[number], $0) }
        }
        return asked.map { question, probe in
            HostReport(question, probe, Self.counts(question, probe, among: asked))
        }
    }

    /// Two addresses of one host are no two hosts.
    private static func counts(
        _ question: Question, _ probe: Probe, among asked: [(Question, Probe)]
    ) -> TrustCase.HostCounts {
        func hosts(where isAlike: (Probe) -> Bool) -> Int {
            Set(asked.filter { isAlike($0.1) }.map(\.0.address.origin.host)).count
        }
        let issuer = probe.issuer
        let code = probe.trustFailure?.code
        return TrustCase.HostCounts(
            hosts: hosts { _ in true }, sameIssuer: hosts { issuer != nil && $0.issuer == issuer },
            sameFailure: hosts { code != nil && $0.trustFailure?.code == code })
    }
}

extension Probe {
    /// Why the origin or an https proxy was refused.
    var trustFailure: TrustFailure? {
        if case .tlsTrust(let failure)? = error?.kind { failure } else { nil }
    }

    /// Of the server's own certificate.
    var issuer: String? { origin?.sent.first?.issuer }

    /// What is to be shown: the layer that was refused, else the origin's, else that of the https
    /// proxy behind which nothing was seen.
    var shown: (verification: Verification, isOfProxy: Bool)? {
        if let failure = trustFailure { return (failure.verification, failure.isOfProxy) }
        if let origin { return (origin, false) }
        return verifications.last.map { ($0, true) }
    }
}
