import TestSupport
import Testing

/// A page that is older than the accepted one, as content delivery networks serve it, is asked for
/// once more past all caches, and never taken.
@Suite struct StalePageTests {
    private static func page(_ versions: [String], serial: Int?, in form: Form) -> Script {
        var tree = IndexTree()
        for version in versions { tree.add(WheelMaker("alpha", version).wheel()) }
        let text = tree.page("alpha", form == .html ? .html : .json)
        guard let serial else { return form == .html ? .html(text) : .json(text) }
        switch form {
        case .html: return Script.html(text).adding("X-PyPI-Last-Serial", "\(serial)")
        case .header: return Script.json(text).adding("X-PyPI-Last-Serial", "\(serial)")
        case .json:
            let meta = #"{"meta":{"_last-serial":\#(serial),"#
            return .json(text.replacing(#"{"meta":{"#, with: meta, maxReplacements: 1))
        }
    }

    /// Where the serial stands.
    enum Form: CaseIterable, Sendable { case html, header, json }

    private func scenario(_ select: String = #"requirements = ["alpha"]"#) throws -> Scenario {
        var tree = IndexTree(WheelMaker("beta").wheel())
        for version in ["1.0", "1.1"] { tree.add(WheelMaker("alpha", version).wheel()) }
        return try Scenario(tree, select)
    }

    @Test(arguments: Form.allCases, [9, nil])
    func anOlderPageIsNotTaken(form: Form, serial: Int?) async throws {
        let scenario = try scenario()
        scenario.index.set("/simple/alpha/", Self.page(["1.0", "1.1"], serial: 10, in: form))
        expect(try await scenario.sync(), .ok)
        scenario.index.set("/simple/alpha/", Self.page(["1.0"], serial: serial, in: form))
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: ["alpha stale"])
        #expect(run.document["published"].bool == false)
        let asked = scenario.index.requests(for: "/simple/alpha/")
        #expect(asked.map { $0["Cache-Control"] } == [nil, "no-cache"])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
        try scenario.writeJob(select: #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.sync(), .partial, failures: ["alpha stale"])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
    }

    @Test(arguments: Form.allCases)
    func theOriginHasItsSay(form: Form) async throws {
        let scenario = try scenario()
        scenario.index.set("/simple/alpha/", Self.page(["1.0"], serial: 10, in: form))
        expect(try await scenario.sync(), .ok)
        scenario.index.respond { request in
            guard request.target == "/simple/alpha/" else { return nil }
            return request["Cache-Control"] == nil
                ? Self.page(["1.0"], serial: 9, in: form)
                : Self.page(["1.0", "1.1"], serial: 11, in: form)
        }
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 2)
    }

    @Test func aPageThatNeverHadASerialIsTakenWithoutOne() async throws {
        let scenario = try scenario()
        expect(try await scenario.sync(), .ok)
        scenario.index.set("/simple/alpha/", Self.page(["1.0"], serial: nil, in: .json))
        expect(try await scenario.sync(), .ok, failures: [])
        scenario.index.set("/simple/alpha/", Self.page(["1.0", "1.1"], serial: 1, in: .json))
        expect(try await scenario.sync(), .ok, failures: [])
    }

    /// The list of projects is a page as well: what it lacks is not gone.
    @Test func anOlderListOfProjectsIsNotTaken() async throws {
        let scenario = try scenario(#"projects = ["*"]"#)
        let whole = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        func list(_ tree: IndexTree, _ serial: Int) -> Script {
            Script.json(tree.rootPage(.json)).adding("X-PyPI-Last-Serial", "\(serial)")
        }
        scenario.index.set("/simple/", list(IndexTree(WheelMaker("alpha").wheel()), 10))
        expect(try await scenario.sync(), .ok)
        #expect(try scenario.published.projects() == ["alpha"])
        scenario.index.set("/simple/", list(whole, 9))
        expect(try await scenario.sync(), .partial, failures: ["- stale"])
        #expect(try scenario.published.projects() == ["alpha"])
        scenario.index.set("/simple/", list(whole, 10))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha", "beta"])
    }
}
