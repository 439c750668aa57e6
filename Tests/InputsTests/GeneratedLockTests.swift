import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

/// What we take of the locks of made-up projects, held against what the real uv exports of them;
/// `WHEELBARROW_LOCK_SEEDS=100..<300` tries others.
struct GeneratedLockTests {
    private static let seeds: [UInt64] = {
        let words = ProcessEnvironment.current["WHEELBARROW_LOCK_SEEDS"] ?? "0..<14"
        let bounds = words.split(separator: "..<").compactMap { UInt64($0) }
        return bounds.count == 2 ? Array(bounds[0]..<bounds[1]) : []
    }()

    private func uv(_ arguments: [String], in directory: String) async throws -> Outcome {
        try await Program.run(
            "\(PythonEnvironment.path)/bin/uv",
            arguments + [
                "--no-config", "--no-cache", "--no-python-downloads", "--python",
                PythonEnvironment.python,
            ], directory: directory)
    }

    @Test(arguments: seeds)
    func ourReadingIsUVs(seed: UInt64) async throws {
        var project = GeneratedProject(seed: seed)
        let index = try LoopbackIndex()
        project.index.serve(on: index)
        let directory = try TemporaryDirectory()
        for (folder, text) in project.files {
            try directory.write(text, to: "\(folder)/pyproject.toml")
        }
        let locked = try await uv(
            ["lock", "--default-index", index.url("/simple/")], in: directory.path)
        try #require(
            locked.succeeded || locked.errors.contains("No solution found"), "\(locked)")
        guard locked.succeeded else { return }
        let lock = try LockFileReader.read(try directory.bytes("uv.lock"), path: "uv.lock")
            .completed(
                by: try ProjectFileReader.choices(
                    try directory.bytes("pyproject.toml"), path: "pyproject.toml"))
        for choice in project.choices(6) {
            var arguments = choice.extras.flatMap { ["--extra", $0] }
            arguments += choice.groups.flatMap { ["--group", $0] }
            if !choice.defaults { arguments.append("--no-default-groups") }
            let exported = try await uv(
                ["export", "--frozen", "--no-hashes", "--no-emit-workspace"] + arguments,
                in: directory.path)
            // What uv itself makes of some sets in its locks it then cannot read.
            if exported.errors.contains("must have at least two entries") { continue }
            let part = LockChoice.taking(
                choice.extras, choice.groups, withDefaultGroups: choice.defaults)
            for target in LockScene.targets.dropFirst(2) {
                let ours = try? LockScene.pins(lock, target, part)
                let theirs = exported.succeeded ? try pins(exported.output, target) : nil
                // Two releases of one project, which uv exports and then does not install.
                let names = (theirs ?? []).map { $0.prefix { $0 != "=" } }
                if Set(names).count < names.count { continue }
                #expect(ours == theirs, "\(arguments) for \(target.name): \(exported.errors)")
            }
        }
    }

    private func pins(_ text: String, _ target: Target) throws -> [String] {
        try RequirementScene(text).read().requirements.filter { line in
            try line.requirement.marker?.evaluate(target.environment, extras: []) ?? true
        }.map { "\($0.requirement.name)==\($0.pin?.description ?? "?")" }.sorted()
    }
}
