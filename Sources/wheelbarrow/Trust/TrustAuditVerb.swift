import ArgumentParser
import Cryptography
import Jobs
import Primitives
import Reporting
import Trust

/// `wheelbarrow trust audit`: the system store beside a reference.
struct TrustAuditVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Compare the system store with a reference, and with what indexes really used.",
        discussion: """
            Example: wheelbarrow trust audit --against IncludedCACertificateReportPEMCSV.csv

            The reference is CCADB's report of included certificates, or a bundle such as certifi's \
            cacert.pem, as a local file. The audit only reports; [tls] audit in a job acts on it.
            """)

    static var name: String { "trust audit" }

    @Argument(help: "A job file or a mirror, for its audit-reference and the anchors it recorded.")
    var place: String?
    @Option(help: "The reference: a CCADB report or a PEM bundle.")
    var against: String?
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let result = try await StoreAudit.run(place, against: against, surroundings: .current)
        return Answer(
            document: VerbDocument(verb: Self.name, members: members(result)),
            lines: lines(result))
    }

    private func members(_ result: StoreAudit) -> KeyValuePairs<String, JSONValue> {
        let audit = result.audit
        let reference = result.reference.map { reference in
            JSONValue.members([
                "label": .string(reference.name), "role": .string("reference"),
                "certificates": .count(reference.serverEntries.count),
            ])
        }
        let counts = AuditFinding.Class.allCases.map { kind in
            JSONMember(key: kind.rawValue, value: .count(audit.count(kind)))
        }
        return [
            "sources": .array(
                [
                    .members([
                        "label": .string(result.survey.system.label), "role": .string("store"),
                        "certificates": .count(result.survey.system.certificates.count),
                    ])
                ] + [reference].compactMap(\.self)),
            "certificates": .array(audit.questionable.map(\.json)),
            "findings": .array(audit.findings.map(\.json)),
            "common": .count(audit.commonCount), "counts": .object(counts),
            "used_questionable": .array(audit.usedQuestionable.map(\.json)),
            "summary": .strings(audit.summary),
        ]
    }

    private func lines(_ result: StoreAudit) -> [String] {
        let rows = result.audit.findings.map { finding in
            [
                finding.class.rawValue, String(finding.fingerprint.hex.prefix(16)),
                finding.subject, finding.detail,
            ]
        }
        return Table.lines(rows) + result.audit.summary
    }
}
