import TestSupport
import Testing

@testable import Jobs

@Suite struct ConfiguredIndexTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func variablesComeBeforeFiles() async throws {
        try directory.write("[global]\nindex-url = https://file.example/\n", to: "pip.conf")
        var environment = ["PIP_CONFIG_FILE": directory["pip.conf"], "HOME": directory.path]
        #expect(
            try await ConfiguredIndex.find(environment: environment)?.url == "https://file.example/"
        )
        environment["PIP_INDEX_URL"] = "https://pip.example/"
        #expect(
            try await ConfiguredIndex.find(environment: environment)?.url == "https://pip.example/")
        environment["UV_DEFAULT_INDEX"] = "main=https://uv.example/simple"
        #expect(
            try await ConfiguredIndex.find(environment: environment)?.url
                == "https://uv.example/simple")
    }

    @Test func uvsFileComesBeforePips() async throws {
        try directory.write("index-url = \"https://uv.example/\"\n", to: ".config/uv/uv.toml")
        try directory.write(
            "[global]\nindex-url = https://p.example/\n", to: ".config/pip/pip.conf")
        let found = try await ConfiguredIndex.find(environment: ["HOME": directory.path])
        #expect(found?.url == "https://uv.example/")
        #expect(found?.source == directory[".config/uv/uv.toml"])
    }

    @Test func thePipsHelpTellsItsDefault() {
        let help = """
              -i, --index-url <url>       Base URL of the index (default https://i.example/simple). \
            This should point to a repository.
            """
        #expect(ConfiguredIndex.defaultIndex(inHelp: help) == "https://i.example/simple")
        #expect(ConfiguredIndex.defaultIndex(inHelp: "no such option") == nil)
    }
}
