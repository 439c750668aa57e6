import Primitives
import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

/// What we take of a uv.lock, held against what the real uv exports of it, for each of several
/// targets.
struct LockExportTests {
    struct Case: Sendable, CustomStringConvertible {
        let project: String
        var lock = "uv.lock"
        var arguments: [String] = []
        var choice = LockChoice.taking()
        /// Whether the choice is all that can be asked for.
        var isWhole = false

        var description: String { "\(project) \(arguments.joined(separator: " "))" }
    }

    static let cases: [Case] = [
        Case(project: "app"),
        Case(
            project: "app", arguments: ["--all-extras", "--all-groups"],
            choice: .taking(["toml", "color"], ["dev", "docs", "lint"]), isWhole: true),
        Case(
            project: "app",
            arguments: ["--no-default-groups", "--extra", "toml", "--group", "docs"],
            choice: .taking(["toml"], ["docs"], withDefaultGroups: false)),
        Case(project: "workspace"),
        Case(
            project: "workspace", arguments: ["--no-default-groups"],
            choice: .taking(withDefaultGroups: false)),
        Case(
            project: "workspace", arguments: ["--all-packages", "--all-extras", "--all-groups"],
            choice: .whole, isWhole: true),
        Case(project: "bare"),
        Case(
            project: "bare", arguments: ["--no-default-groups", "--group", "docs"],
            choice: .taking([], ["docs"], withDefaultGroups: false)),
        Case(
            project: "bare", arguments: ["--all-packages", "--all-groups"], choice: .whole,
            isWhole: true),
        Case(project: "bare-groups"),
        Case(project: "conflicts"),
        Case(
            project: "conflicts", arguments: ["--extra", "cpu", "--group", "new"],
            choice: .taking(["cpu"], ["new"])),
        Case(
            project: "conflicts", arguments: ["--extra", "gpu", "--group", "old"],
            choice: .taking(["gpu"], ["old"])),
        Case(project: "environments"),
        Case(
            project: "environments", arguments: ["--group", "dev"], choice: .taking([], ["dev"])),
        Case(
            project: "environments", arguments: ["--no-default-groups"],
            choice: .taking(withDefaultGroups: false)),
        Case(project: "script", lock: "tool.py.lock", arguments: ["--script", "tool.py"]),
    ]

    private func export(_ test: Case, format: [String] = []) async throws -> String {
        let copy = try TemporaryDirectory()
        let directory = "\(copy.path)/\(test.project)"
        _ = try await Program.run("cp", ["-r", "\(LockScene.folder)/\(test.project)", copy.path])
        let outcome = try await Program.run(
            "\(PythonEnvironment.path)/bin/uv",
            [
                "export", "--frozen", "--offline", "--no-config", "--no-cache",
                "--no-python-downloads", "--python", PythonEnvironment.python,
                "--no-emit-local",
            ] + format + test.arguments, directory: directory)
        try #require(outcome.succeeded, "\(outcome)")
        return outcome.output
    }

    /// The targets that the lock is for.
    private func targets(_ lock: LockFile) -> [Target] {
        LockScene.targets.filter { (try? lock.wanted(for: $0, .taking())) != nil }
    }

    @Test(arguments: cases)
    func agreesWithRequirements(test: Case) async throws {
        let lock = try LockScene.read("\(test.project)/\(test.lock)")
        let file = try RequirementScene(try await export(test)).read()
        #expect(file.requiresHashes)
        let targets = targets(lock)
        #expect(!targets.isEmpty)
        for target in targets {
            let lines = try file.requirements.filter { line in
                try line.requirement.marker?.evaluate(target.environment, extras: []) ?? true
            }
            let expected = lines.map { line in
                "\(line.requirement.name)==\(line.pin?.description ?? "?")"
            }.sorted()
            #expect(try LockScene.pins(lock, target, test.choice) == expected, "\(target.name)")
            if test.isWhole {
                #expect(try LockScene.pins(lock, target, .whole) == expected, "\(target.name)")
            }
            for wanted in try lock.wanted(for: target, test.choice) {
                let line = lines.first { $0.requirement.name == wanted.package.name }
                let hashes = Set(wanted.package.files.flatMap(\.hashes))
                #expect(line.map { Set($0.hashes) } == hashes, "\(wanted.package.name)")
            }
        }
    }

    @Test(arguments: cases)
    func agreesWithPylock(test: Case) async throws {
        let lock = try LockScene.read("\(test.project)/\(test.lock)")
        let text = try await export(test, format: ["--format", "pylock.toml"])
        let exported = try LockFileReader.read(Array(text.utf8), path: "pylock.toml")
        #expect(exported.format == .pylock)
        #expect(exported.warnings == [])
        for target in targets(lock) {
            let ours = try lock.wanted(for: target, test.choice)
            let theirs = try exported.wanted(for: target, .taking())
            #expect(ours.map(\.package.name) == theirs.map(\.package.name))
            #expect(ours.map(\.package.version) == theirs.map(\.package.version))
            for (our, their) in zip(ours, theirs) {
                #expect(files(our.package) == files(their.package), "\(our.package.name)")
            }
        }
    }

    /// What both formats say of a file; in pylock.toml uv writes times without a fraction, and
    /// wheels' names in their normal form.
    private func files(_ package: LockedPackage) -> Set<String> {
        Set(
            package.files.map { file in
                "\(file.filename.lowercased()) \(file.hashes) \(file.size ?? -1) \(file.url?.description ?? "")"
                    + " \(file.uploadTime?.seconds ?? -1)"
            })
    }
}
