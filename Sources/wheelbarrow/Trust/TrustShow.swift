import ArgumentParser
import Cryptography
import Jobs
import Primitives
import Reporting
import Trust

/// `wheelbarrow trust [JOB]`: every source on this machine, and each index of the job.
struct TrustShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Show every source of certificates here and, with a job, ask each index (default).",
        discussion: "Example: wheelbarrow trust lab.toml")

    static var name: String { "trust" }

    @Argument(help: "A job file; without one, this machine alone.")
    var job: String?
    @Flag(help: "Look at the sources only, without any connection.")
    var offline = false
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let overview = try await TrustOverview.run(
            job, caFile: trust.caFile, offline: offline, surroundings: .current)
        let document = VerbDocument(
            verb: Self.name, exitCode: overview.exitCode, message: overview.message,
            hints: overview.hints, members: overview.members)
        return Answer(
            document: document, lines: overview.lines,
            complaint: overview.refusal.map { refusal in
                ["error: \(refusal.message)"] + refusal.hints.map { "hint: \($0)" }
            } ?? [])
    }
}

extension TrustOverview {
    fileprivate var members: KeyValuePairs<String, JSONValue> {
        let anchors = (try? survey.result.get())?.certificates ?? []
        return [
            "sources": .array(sources), "certificates": .array(anchors.map(\.json)),
            "findings": .array(findings.map(\.json)), "trust": .optional(trust),
            "variables": .array(
                survey.variables.map { variable in
                    .members([
                        "name": .string(variable.name), "value": .string(variable.value),
                        "standing": .string("\(variable.standing)"),
                    ])
                }),
            "clock": .string("\(clock)"), "openssl": .string(libraries.openssl),
            "libcurl": .string(libraries.libcurl), "proxies": .strings(proxies),
            "notices": .strings(notices), "hosts": .array(hosts.map(\.json)),
        ]
    }

    /// What counts first, then the system store where it does not.
    private var sources: [JSONValue] {
        let used = (try? survey.result.get())?.sources ?? []
        let rest = survey.isSystemUsed ? [] : [survey.system]
        return used.map { $0.json(isUsed: true) } + rest.map { $0.json(isUsed: false) }
    }

    private var findings: [TrustFinding] {
        let used = (try? survey.result.get())?.sources ?? []
        let system = survey.isSystemUsed ? [] : survey.system.findings
        return used.flatMap(\.findings) + system + survey.localAnchors.findings
    }

    fileprivate var lines: [String] {
        var rows: [[String]] = [
            ["clock", "\(clock)"],
            ["openssl", openSSL],
        ]
        rows += named("variables", survey.variables.map { "\($0.label)  \($0.standing)" })
        rows.append(["system", system])
        rows += named("local", local)
        rows.append(["trust", trust?.withoutTrust ?? "MISCONFIGURED: see below"])
        rows += named("notice", notices)
        rows += named("proxy", proxies.isEmpty ? ["none"] : proxies)
        return Table.lines(rows) + hosts.flatMap(\.lines)
    }

    private var local: [String] {
        let findings = survey.localAnchors.findings
        let rest = findings.count - 5
        return findings.prefix(5).map(\.description)
            + (rest > 0 ? ["and \(rest) more, which --json tells"] : [])
    }

    private func named(_ name: String, _ texts: [String]) -> [[String]] {
        texts.enumerated().map { [$0 == 0 ? name : "", $1] }
    }

    private var openSSL: String {
        let effect = libraries.isStricter ? "raises it" : "cannot lower it"
        let configuration = libraries.configuration.map { "=\($0), which \(effect)" }
        return "\(libraries.openssl), level \(libraries.securityLevel) (OPENSSL_CONF"
            + "\(configuration ?? " unset")); libcurl \(libraries.libcurl); TLS floor "
            + libraries.minimumTLS
    }

    private var system: String {
        let store = survey.system
        let local = survey.localCertificates
        let count = store.certificates.count
        if count == 0, !survey.isSystemUsed { return "no certificate found" }
        var text = "\(store.label.withoutSystemStore): \(Count(count, "certificate"))"
        let expired = survey.expired(at: clock.now).count
        if expired > 0 { text += ", \(expired) expired" }
        if !local.isEmpty {
            let names = local.prefix(3).map(\.subject).joined(separator: "; ")
            text += ", \(local.count) local (\(names)\(local.count > 3 ? "; ..." : ""))"
        }
        return text + (survey.isSystemUsed ? "  USED" : "  NOT USED (replaced)")
    }
}

extension String {
    /// A trust line where its heading says already what it is.
    var withoutTrust: String { without("trust: ") }

    fileprivate var withoutSystemStore: String { without("system store ") }

    private func without(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}
