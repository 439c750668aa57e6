import ArgumentParser
import Cryptography
import Jobs
import Primitives
import Reporting
import Trust

/// `wheelbarrow trust explain FILE`: what a bundle holds, and what is wrong with it.
struct TrustExplain: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show what a file or directory of certificates holds, and what is wrong with it.",
        discussion: "Example: wheelbarrow trust explain corp-root.pem")

    static var name: String { "trust explain" }

    @Argument(help: "A PEM or DER file, or a directory of them.")
    var file: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let report: BundleReport
        do {
            report = try BundleReport(
                reading: surroundings.absolute(file), now: surroundings.now())
        } catch {
            throw Refusal(
                error.code == .missing ? .noinput : .config, "\(file): \(error.reason)",
                hints: error.hints)
        }
        let isEmpty = report.certificates.isEmpty
        return Answer(
            document: VerbDocument(
                verb: Self.name, exitCode: isEmpty ? .config : .ok,
                message: isEmpty ? "\(file) holds no certificate that could be trusted" : nil,
                members: [
                    "sources": .array([
                        .members([
                            "label": .string(report.path), "kind": .string(report.kind),
                            "certificates": .count(report.certificates.count),
                        ])
                    ]),
                    "certificates": .array(report.certificates.map(\.json)),
                    "findings": .array(report.findings.map(\.json)),
                ]),
            lines: lines(report),
            complaint: isEmpty ? ["error: \(file) holds no certificate that could be trusted"] : [])
    }

    private func lines(_ report: BundleReport) -> [String] {
        let count = report.certificates.count
        var lines = [
            "\(report.path): \(report.kind), \(Count(count, "certificate"))"
        ]
        for entry in report.certificates {
            let certificate = entry.certificate
            lines.append("\(entry.place): \(certificate.subject)")
            lines += Table.lines([
                ["  issuer", certificate.isSelfSigned ? "itself" : certificate.issuer],
                ["  valid", "\(certificate.notBefore) to \(certificate.notAfter)"],
                ["  key", certificate.details.keyDescription],
                ["  sha256", certificate.fingerprint.hex],
                ["  pin", certificate.publicKeyPin],
            ])
        }
        return lines + report.findings.map { "\($0.severity): \($0)" }
    }
}
