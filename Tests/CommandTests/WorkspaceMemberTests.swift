import TestSupport
import Testing

/// Extras and groups that only another project of a uv.lock has are refused, as uv refuses them.
@Suite struct WorkspaceMemberTests {
    @Test(arguments: [("--extra", "q"), ("--group", "adev")])
    func whatOnlyAMemberHasIsRefusedWithItsName(option: String, name: String) async throws {
        let scene = try WarmScene(IndexTree(WheelMaker("alpha").wheel()))
        let table = option == "--extra" ? "optional-dependencies" : "dev-dependencies"
        try scene.directory.write(
            """
            version = 1
            requires-python = ">=3.11"
            [manifest]
            members = ["app", "tool"]
            [[package]]
            name = "app"
            version = "1"
            source = { virtual = "." }
            [[package]]
            name = "tool"
            version = "1"
            source = { editable = "tool" }
            [package.\(table)]
            \(name) = [{ name = "alpha" }]
            [[package]]
            name = "alpha"
            version = "1.0"
            source = { registry = "\(scene.index.url("/simple/"))" }

            """, to: "uv.lock")
        for purpose in [["--out", "house"], ["--check", scene.directory.path], ["--key-only"]] {
            let run = try await scene.scenario.run(
                ["warm", "uv.lock", "--for", "ci312", option, name, "--json"] + purpose)
            expect(run, .dataerr)
            #expect(
                run.document["message"].string?.contains("only tool beside it") == true, "\(run)")
        }
        #expect(scene.index.requests.isEmpty)
    }
}
