import TestSupport
import Testing

/// Servers that serve a file, but refuse to serve a part of it.
@Suite struct RangeRefusalTests {
    static let statuses = [400, 401, 403, 404, 405, 412, 416, 500, 501, 502, 503]

    private static let wheel = WheelMaker("alpha", payloadSize: 300_000).wheel()
    private static let path = "/files/alpha/\(wheel.filename)"

    /// Refuses parts of every file; the rest is the tree's.
    private func refuseParts(_ scenario: Scenario, _ status: Int) {
        scenario.index.respond { request in
            request["range"] == nil ? nil : .failure(status)
        }
    }

    @Test(arguments: statuses)
    func aDownloadThatBrokeOffIsMadeWhole(status: Int) async throws {
        let scenario = try Scenario(IndexTree(Self.wheel), #"projects = ["alpha"]"#)
        let half = Script.file(Self.wheel.bytes).behaving(.truncate(after: 100_000))
        scenario.index.set(Self.path, half)
        expect(
            try await scenario.sync(), .unavailable,
            failures: ["alpha/\(Self.wheel.filename) truncated"])
        scenario.index.set(Self.path, .file(Self.wheel.bytes))
        refuseParts(scenario, status)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        #expect(
            scenario.index.requests(for: Self.path).map { $0["range"] != nil } == [true, false])
    }

    /// METADATA is asked for by ranges where there is no sidecar.
    @Test(arguments: statuses)
    func dependenciesAreFoundAllTheSame(status: Int) async throws {
        var tree = IndexTree(
            WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel())
        for name in tree.projects.keys { tree.change(name) { $0.offersMetadata = false } }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: true)
        refuseParts(scenario, status)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    /// A server that refuses the whole as well keeps its own failure, and the part is kept for it.
    @Test func whatIsRefusedAsAWholeFails() async throws {
        let scenario = try Scenario(IndexTree(Self.wheel), #"projects = ["alpha"]"#)
        let half = Script.file(Self.wheel.bytes).behaving(.truncate(after: 100_000))
        scenario.index.set(Self.path, half)
        expect(try await scenario.sync(), .unavailable)
        scenario.index.set(Self.path, .failure(503))
        expect(
            try await scenario.sync(), .unavailable, failures: ["alpha/\(Self.wheel.filename) http"]
        )
        scenario.index.set(Self.path, .file(Self.wheel.bytes))
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(scenario.index.requests(for: Self.path).map { $0["range"] } == ["bytes=100000-"])
    }
}
