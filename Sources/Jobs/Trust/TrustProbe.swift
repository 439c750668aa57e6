internal import Inputs
internal import Primitives
package import Reporting
internal import Transport

/// `trust probe URL...`: how single hosts prove who they are, without a job.
package struct TrustProbe: Sendable {
    package let hosts: [HostReport]
    package let notices: [String]

    package var exitCode: ExitCode { ExitCode.highestRanking(hosts.map(\.exitCode)) }

    /// - Parameters:
    ///   - addresses: https addresses; a bare `host[:port]` will do.
    ///   - insecure: whether to go on where a chain fails, to see what comes after.
    /// - Throws: `Refusal`: 64 for what is no address, 78 for trust.
    package static func run(
        _ addresses: [String], caFile: String?, insecure: Bool, surroundings: Surroundings
    ) async throws(Refusal) -> TrustProbe {
        var builder = PolicyBuilder(
            surroundings: surroundings, caFile: caFile,
            place: .ofUser(surroundings.environment))
        var questions: [HostProbe.Question] = []
        for text in addresses {
            let address = try address(text)
            var index = IndexSettings()
            if insecure { index.tls.insecureHosts = [address.origin.hostAndPort] }
            let made = try await builder.policy(of: index, at: address, under: TLSSettings())
            questions.append(
                HostProbe.Question(
                    address: address, index: nil, policy: made.policy,
                    explainer: made.trust.home.explainer, trustLine: made.trust.home.line,
                    check: insecure ? .nothing : .chain))
        }
        let client = surroundings.client()
        let hosts = await HostProbe(client: client).ask(questions)
        await client.shutdown(grace: .zero)
        return TrustProbe(hosts: hosts, notices: builder.notices)
    }

    private static func address(_ text: String) throws(Refusal) -> WebAddress {
        let url = text.contains("://") ? text : "https://\(text)"
        let hints = ["write it as https://index.example/simple/, or index.example:443"]
        guard let address = WebAddress.typed(url) else {
            let isSecret = WebAddress.mayHoldLogin(text)
            throw Refusal(
                .usage, "\(isSecret ? "a URL that is named" : text) is no https address",
                hints: WebAddress.advice(on: text).map { [$0] } ?? hints)
        }
        guard address.scheme == "https" else {
            throw Refusal(.usage, "\(address) is no https address", hints: hints)
        }
        return address
    }
}
