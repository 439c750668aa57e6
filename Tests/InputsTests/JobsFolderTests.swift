import Foundation
import PythonPackaging
import Selection
import Testing

@testable import Inputs

/// The jobs that come with the project are jobs that the reader takes.
struct JobsFolderTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "jobs")

    private func read(_ name: String) throws -> JobFile {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        return try JobText.read(text, path: name)
    }

    @Test func everyJobIsAccepted() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
            .filter { $0.hasSuffix(".toml") }
        #expect(names.count >= 3)
        for name in names { _ = try read(name) }
    }

    @Test func theStarterNeedsNothingButAnIndex() throws {
        let job = try read("starter.toml")
        #expect(job.mirror == "/srv/mirror")
        #expect(job.indexes.map(\.url) == [nil])
        #expect(job.select.requirements.count == 5)
    }

    @Test func theLabHasSeveralTargets() throws {
        let job = try read("lab.toml")
        #expect(job.targets.map(\.name) == ["cluster", "old-nodes", "instruments"])
        #expect(job.select.versions == .latest(2))
        #expect(job.select.minimumAge == .seconds(7 * 86_400))
    }

    /// Everything that the company's job shows in comments is a key that the reader takes.
    @Test func theCompanysCommentsAreSettings() throws {
        let file = Self.folder.appending(path: "company.toml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("# ") && line.contains(" = ") && !line.hasSuffix(".")
                ? line.dropFirst(2) : line
        }
        let job = try JobText.read(lines.joined(separator: "\n"), path: "company.toml")
        let tls = try #require(job.indexes.first?.tls)
        #expect(tls.check == .pin && tls.pinnedPublicKeys.count == 1)
        #expect(tls.clientCertificate?.keyPasswordFile == "/etc/wheelbarrow/bot.pass")
        #expect(tls.crlFile != nil && tls.stapling == .require)
        #expect(tls.insecureHosts == ["index.example:8443"])
        #expect(tls.caFile != nil && tls.extraCAFile != nil && tls.proxyCAFile != nil)
        #expect(job.tls.extraCAFile != nil && job.tls.environmentMode == .add)
        #expect(job.tls.audit == .warn && job.tls.auditReference != nil)
        #expect(job.tls.minimumVersion == .v1_3)
        #expect(job.indexes.first?.fileHosts == ["files.example"])
    }

    @Test func theCompanysIndexComesFirst() throws {
        let job = try read("two-indexes.toml")
        #expect(job.indexes.map(\.name) == ["acme", "main"])
    }

    /// `check` reads secrets, so the line waits for the file that it names.
    @Test func theCompanysTokenNeedsOneLineUncommented() throws {
        let text = try String(
            contentsOf: Self.folder.appending(path: "two-indexes.toml"), encoding: .utf8)
        let job = try JobText.read(
            text.replacing("# token-file =", with: "token-file ="), path: "two-indexes.toml")
        #expect(job.indexes.first?.login == .token(file: "/etc/wheelbarrow/acme-token"))
    }
}
