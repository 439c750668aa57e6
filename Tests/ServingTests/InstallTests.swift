import TestSupport
import Testing

@testable import Serving

/// Real clients install from a served mirror, a dependency included.
@Suite struct InstallTests {
    @Test func pipInstalls() async throws { try await install(with: .pip) }

    @Test func uvInstalls() async throws { try await install(with: .uv) }

    private func install(with client: PythonEnvironment.Client) async throws {
        let directory = try TemporaryDirectory()
        try publish(
            [
                WheelMaker("Demo_App", "2.0", requires: ["demo-lib>=1"]).wheel(),
                WheelMaker("demo-lib", "1.5", payloadSize: 300_000).wheel(),
            ], in: directory)
        try await ServedMirror.serve(directory) { mirror in
            let outcome = try await PythonEnvironment.install(
                ["Demo.App"], with: client, from: "\(mirror.address)simple/",
                into: directory["target"])
            #expect(outcome.succeeded, "\(outcome.errors)")
        }
        let target = directory["target"]
        #expect(try await PythonEnvironment.version(of: "demo_app", in: target) == "2.0")
        #expect(try await PythonEnvironment.version(of: "demo_lib", in: target) == "1.5")
    }

    /// One generation, its pages in both forms, links relative as on every mirror.
    private func publish(_ files: [Distribution], in directory: TemporaryDirectory) throws {
        var tree = IndexTree()
        for file in files {
            let digest = file.sha256
            let folder = "files/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
            try directory.write(file.bytes, to: "public/\(folder)/\(file.filename)")
            try directory.write(file.metadata, to: "public/\(folder)/\(file.filename).metadata")
            tree.add(file) { $0.url = "../../\(folder)/\(file.filename)" }
        }
        let generation = "public/.generations/000001"
        try directory.write(tree.rootPage(.html), to: "\(generation)/index.html")
        try directory.write(tree.rootPage(.json), to: "\(generation)/index.json")
        for (number, project) in tree.projects.keys.sorted().enumerated() {
            let digest = String(repeating: "\(number)", count: 40)
            let folder = "public/.pages/\(digest.prefix(2))/\(digest)"
            try directory.write(tree.page(project, .html), to: "\(folder)/index.html")
            try directory.write(tree.page(project, .json), to: "\(folder)/index.json")
            let link = directory["\(generation)/\(project)"]
            try ServedMirror.link(link, to: "../../.pages/\(digest.prefix(2))/\(digest)")
        }
        try ServedMirror.makeLive("000001", in: directory)
    }
}
