import TestSupport
import Testing

/// Real pip and uv install from a mirror, from its files and over HTTP.
@Suite struct InstallTests {
    private let scenario: Scenario

    init() async throws {
        var tree = IndexTree(
            WheelMaker("Demo.Tool", "1.2", requires: ["demo-base>=1"], requiresPython: ">=3.6")
                .wheel())
        tree.add(WheelMaker("demo-base", "1.0").sdist())
        tree.add(WheelMaker("demo-base", "9.0", requiresPython: ">=99").wheel())
        tree.add(WheelMaker("demo-base", "2.0").wheel()) { $0.yanked = "broken & <bad>" }
        scenario = try Scenario(tree)
        try scenario.writeJob(select: "projects = [\"*\"]\nyanked = \"keep\"\nsdists = \"always\"")
        expect(try await scenario.sync(), .ok)
    }

    private func expectInstalls(
        _ client: PythonEnvironment.Client, from index: String, arguments: [String] = []
    ) async throws {
        let target = try TemporaryDirectory()
        let outcome = try await PythonEnvironment.install(
            ["demo-tool"], with: client, from: index, into: target.path, arguments: arguments)
        try #require(outcome.succeeded, "\(outcome)")
        #expect(try await PythonEnvironment.version(of: "demo_tool", in: target.path) == "1.2")
        #expect(try await PythonEnvironment.version(of: "demo_base", in: target.path) == "1.0")
    }

    @Test func clientsInstallFromTheFiles() async throws {
        scenario.index.stop()
        try await expectInstalls(.pip, from: scenario.published.url)
        try await expectInstalls(.uv, from: scenario.published.url)
    }

    @Test func clientsInstallOverHTTPFromAnyWebServer() async throws {
        scenario.index.stop()
        let nginx = try Nginx(serving: "\(scenario.mirror)/public")
        try await expectInstalls(.pip, from: "\(nginx.plainURL)/simple/")
        try await expectInstalls(.uv, from: "\(nginx.plainURL)/simple/")
    }

    @Test func clientsInstallFromTheBuiltInServer() async throws {
        scenario.index.stop()
        let server = try scenario.program(["serve", scenario.mirror, "--port", "0"]).start()
        try await Patience.until("the server's address") { server.output.contains("http://") }
        let address = try #require(server.output.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/))
        try await expectInstalls(.pip, from: "\(address.0)/simple/")
        try await expectInstalls(.uv, from: "\(address.0)/simple/")
    }

    @Test func aCopyInstallsJustTheSame() async throws {
        let copy = try TemporaryDirectory()
        let outcome = try await Program.run(
            "cp", ["-a", "\(scenario.mirror)/public/.", copy.path])
        #expect(outcome.succeeded)
        try await expectInstalls(.pip, from: "file://\(copy["simple/"])")
    }
}
