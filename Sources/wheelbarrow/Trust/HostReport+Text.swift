import Cryptography
import Jobs
import Reporting
import Trust

extension HostReport {
    /// What a person reads of one host, indented below its address.
    var lines: [String] {
        var lines = [headline]
        lines += chain.enumerated().map { place, certificate in
            "  \(isChainOfProxy ? "proxy " : "")\(place) \(certificate.subject)  issuer \(certificate.issuer)  "
                + "\(certificate.details.keyDescription)  until \(certificate.notAfter)"
        }
        if let pin { lines.append("  pin        \(pin)") }
        if isChainOfProxy, !chain.isEmpty {
            lines.append("  no certificate of the host itself was seen")
        }
        lines.append("  \(verdict)")
        if let diagnosis { lines += Self.lines(diagnosis) }
        if let inspection, inspection.isLikely {
            lines.append("  inspection: likely (\(inspection.reasons.joined(separator: "; ")))")
        }
        if !remedies.isEmpty {
            lines.append("  fix, safest first:")
            lines += remedies.enumerated().map { "    \($0 + 1)) \($1)" }
        }
        if !forecasts.isEmpty {
            lines.append("  forecast: \(forecasts.map(\.description).joined(separator: " · "))")
        }
        return lines + untried.map { "  note: \($0)" }
    }

    private var headline: String {
        let way = proxy.map { "via \($0)" } ?? exemption.map { "direct, by \($0)" }
        var facts = [way ?? "direct"]
        if let connectStatus { facts.append("CONNECT \(connectStatus)") }
        if let protocolVersion { facts.append(protocolVersion) }
        if let status { facts.append("HTTP \(status)") }
        let name = index.map { "index \"\($0)\" " } ?? ""
        return "\(name)\(url)   \(facts.joined(separator: ", "))"
    }

    private var verdict: String {
        if isVerified {
            let rest = problem.map { ", though then \($0)" }
            return "verified by \(trust.withoutTrust)\(rest ?? "")"
        }
        if let problem {
            let place = code.map { " \($0)" } ?? ""
            return "FAILED\(place)\(depth.map { " at depth \($0)" } ?? ""): \(problem)"
        }
        guard !chain.isEmpty, !isChainOfProxy else { return "no TLS: nothing proves who answers" }
        let flaw = code.map { "; its chain would fail with \($0)" } ?? ""
        return isExcepted ? "not held to its chain\(flaw)" : "not verified\(flaw)"
    }

    private static func lines(_ diagnosis: TrustDiagnosis) -> [String] {
        let isHopeless = diagnosis.wouldVerifyWith.isEmpty
        // Where nothing helps, nobody needs to know what might have been set.
        let alternatives = diagnosis.alternatives
            .filter { !isHopeless || $0.answer != .unset }
            .map { "\($0.label) (\($0.answer))" }.joined(separator: ", ")
        let heading = isHopeless ? "nothing else here would verify it" : "would verify with"
        return diagnosis.notes.map { "  note: \($0)" }
            + (alternatives.isEmpty ? [] : ["  \(heading): \(alternatives)"])
    }
}
