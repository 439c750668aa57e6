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
        let failures = asked.compactMap(\.1.trustFailure)
        let issuers = asked.compactMap(\.1.verification?.sent.last?.issuer)
        return asked.map { question, probe in
            let failure = probe.trustFailure
            let issuer = probe.verification?.sent.last?.issuer
            return HostReport(
                question, probe,
                TrustCase.HostCounts(
                    hosts: asked.count, sameIssuer: issuers.count { $0 == issuer },
                    sameFailure: failures.count { $0.code == failure?.code }))
        }
    }
}

extension Probe {
    /// Why the origin or an https proxy was refused.
    var trustFailure: TrustFailure? {
        if case .tlsTrust(let failure)? = error?.kind { failure } else { nil }
    }

    /// Of the layer that was refused, else of the origin's.
    var verification: Verification? {
        trustFailure?.verification ?? verifications.last
    }
}
