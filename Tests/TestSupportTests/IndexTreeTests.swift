import TestSupport
import Testing

/// Whether the indexes and files that tests make are what real clients take for real ones.
@Suite struct IndexTreeTests {
    private let tree: IndexTree = {
        var tree = IndexTree(
            WheelMaker("Demo.Tool", "1.2", requires: ["demo-base>=1"], requiresPython: ">=3.6")
                .wheel())
        tree.add(WheelMaker("demo-base", "1.0").sdist())
        tree.add(WheelMaker("demo-base", "9.0").wheel()) { $0.yanked = "broken & <bad>" }
        return tree
    }()

    private func expectInstalls(
        _ client: PythonEnvironment.Client, from index: String, arguments: [String] = []
    ) async throws {
        let target = try TemporaryDirectory()
        let outcome = try await PythonEnvironment.install(
            ["demo-tool"], with: client, from: index, into: target.path, arguments: arguments)
        try #require(outcome.succeeded, "\(outcome.output)\(outcome.errors)")
        #expect(try await PythonEnvironment.version(of: "demo_tool", in: target.path) == "1.2")
        #expect(try await PythonEnvironment.version(of: "demo_base", in: target.path) == "1.0")
    }

    @Test(arguments: [IndexTree.Form.html, .json])
    func clientsInstallFromAScript(form: IndexTree.Form) async throws {
        let index = try LoopbackIndex()
        tree.serve(on: index, form)
        try await expectInstalls(.pip, from: index.url("/simple/"))
        #expect(index.requests.contains { $0.target.hasSuffix(".whl.metadata") })
        try await expectInstalls(.uv, from: index.url("/simple/"))
    }

    @Test func clientsInstallFromNginxUnderAPrivateAuthority() async throws {
        let directory = try TemporaryDirectory()
        try tree.write(to: directory.path)
        let authority = try PrivateCA()
        let nginx = try Nginx(serving: directory.path, authority.server)
        let index = "\(nginx.tlsURL)/simple/"
        try await expectInstalls(.pip, from: index, arguments: ["--cert", authority.rootFile])
    }

    @Test func archivesSatisfyTheirOwnTools() async throws {
        let directory = try TemporaryDirectory()
        let maker = WheelMaker("demo", payloadSize: 200_000)
        try directory.write(maker.wheel().bytes, to: "demo.whl")
        try directory.write(maker.sdist().bytes, to: "demo.tar.gz")
        let zip = try await Program.run(
            "/usr/bin/python3", ["-m", "zipfile", "-t", directory["demo.whl"]])
        #expect(zip.output == "Done testing\n")
        let tar = try await Program.run("tar", ["-tzf", directory["demo.tar.gz"]])
        #expect(
            tar.output == "demo-1.0/PKG-INFO\ndemo-1.0/pyproject.toml\ndemo-1.0/backend.py\n")
        #expect(tar.errors == "")
    }
}
