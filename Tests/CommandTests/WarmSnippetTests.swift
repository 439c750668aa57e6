import TestSupport
import Testing

/// The commands that the snippets for CI systems show do what they say.
@Suite struct WarmSnippetTests {
    @Test(arguments: ["deploy/ci/github.yml", "deploy/ci/gitlab.yml", "deploy/ci/Dockerfile"])
    func theirCommandsWork(snippet: String) async throws {
        let scene = try WarmScene()
        try await scene.lock("alpha")
        let text = try FileTree.text("\(Checkout.root)/\(snippet)")
        let commands = text.matches(of: /wheelbarrow (warm [^\n")]*)/).map { match in
            match.1.replacing("/srv", with: scene.directory.path)
                .replacing("\(scene.directory.path)/app", with: scene.directory.path)
                .split(separator: " ").map(String.init)
        }
        #expect(!commands.isEmpty)
        for command in commands {
            let run = try await scene.scenario.run(command, environment: scene.settings)
            #expect(run.code == .ok, "\(run)")
        }
        #expect(text.contains("\"uv sync --frozen\" does NOT look into a wheelhouse"))
    }

    @Test func theReadmesCommandsWork() async throws {
        let scene = try WarmScene()
        try await scene.lock("alpha")
        let text = try FileTree.text("\(Checkout.root)/README.md")
        let command = try #require(text.firstMatch(of: /wheelbarrow (warm uv.lock [^\n]*)/)).1
        let run = try await scene.scenario.run(
            command.split(separator: " ").map(String.init), environment: scene.settings)
        expect(run, .ok)
        for list in ["CACHE_KEY", "SHA256SUMS", "pylock.toml", "requirements.lock.txt"] {
            #expect(scene.directory.exists("wheelhouse/\(list)"))
        }
    }
}
