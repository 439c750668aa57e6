import Glibc
import TestSupport
import Testing

/// What ends a run before it publishes takes nothing away and brings nothing in, whichever job of the
/// mirror publishes next; what its job lets go of goes with the run that publishes.
@Suite struct UnpublishedRunTests {
    /// What keeps a run from publishing.
    enum Cause: String, CaseIterable, CustomTestStringConvertible {
        case unprovable, wrongBytes, wrongLock, signal, budget, hold
        case fullDisk, failedSync, failedSwap, failedCatalog

        var testDescription: String { rawValue }

        /// nil for a signal's death.
        var code: ExitCode? {
            switch self {
            case .unprovable, .wrongBytes, .wrongLock: .dataerr
            case .signal: nil
            case .budget: .tempfail
            case .hold: .guard
            case .fullDisk: .cantcreat
            case .failedSync, .failedSwap, .failedCatalog: .ioerr
            }
        }

        /// The call that fails, the file, and with what.
        var fault: (call: String, file: String, errno: Int32)? {
            switch self {
            case .fullDisk: ("write", "draft/index.html", ENOSPC)
            case .failedSync: ("syncfs", "mirror", EIO)
            case .failedSwap: ("rename", "public/simple", EIO)
            case .failedCatalog: ("write", "state.sqlite-wal", EIO)
            default: nil
            }
        }
    }

    private static let old = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("beta").wheel(),
        WheelMaker("gamma").wheel(), WheelMaker("delta").wheel())
    private static let next = WheelMaker("alpha", "2.0", requires: ["nowhere"]).wheel()
    private static let path = "/files/alpha/\(next.filename)"
    private static let stands = [
        "alpha": ["alpha-1.0-py3-none-any.whl"], "beta": ["beta-1.0-py3-none-any.whl"],
        "gamma": ["gamma-1.0-py3-none-any.whl"],
    ]

    private func write(_ scenario: Scenario, _ names: String, lines: String = "", proves: Bool)
        throws
    {
        try scenario.writeJob(
            select: "requirements = [\(names)]\nversions = \"latest\"\n\(lines)",
            rest: proves ? "[publish]\nprove-installable = true" : "")
    }

    /// A mirror of three projects, whose job is edited so that it lets go of two and of a release.
    private func edited() async throws -> Scenario {
        let scenario = try Scenario(Self.old)
        try write(scenario, #""alpha", "beta", "gamma""#, proves: false)
        expect(try await scenario.sync(), .ok, failures: [])
        var tree = Self.old
        tree.add(Self.next)
        tree.serve(on: scenario.index)
        try write(scenario, #""alpha""#, proves: false)
        return scenario
    }

    private func prepare(_ scenario: Scenario, _ cause: Cause) async throws {
        switch cause {
        case .unprovable: try write(scenario, #""alpha""#, proves: true)
        case .wrongBytes: scenario.index.set(Self.path, .file(Array("other bytes".utf8)))
        case .wrongLock:
            try scenario.directory.write(
                "lock-version = \"1.0\"\n[[packages]]\n", to: "pylock.toml")
            try write(
                scenario, #""alpha""#, lines: #"lock-files = ["pylock.toml"]"#, proves: false)
        case .signal:
            scenario.index.set(Self.path, Script.file(Self.next.bytes).behaving(.stall(after: 10)))
        case .hold:
            expect(
                try await scenario.run("rollback", scenario.mirror, "1", "--hold", "--json"), .ok)
        case .budget, .fullDisk, .failedSync, .failedSwap, .failedCatalog: break
        }
    }

    private func mend(_ scenario: Scenario, _ cause: Cause) async throws {
        scenario.index.set(Self.path, .file(Self.next.bytes))
        try write(scenario, #""alpha""#, proves: false)
        if cause == .hold {
            expect(
                try await scenario.run("rollback", scenario.mirror, "--release", "--json"), .ok)
        }
    }

    /// - Returns: what the run says of itself.
    private func fail(_ scenario: Scenario, _ cause: Cause) async throws -> JSONValue {
        guard let code = cause.code else { return try await interrupt(scenario) }
        var environment: [String: String] = [:]
        if let fault = cause.fault {
            var faults = DiskFaults(below: scenario.mirror)
            (faults.calls, faults.file, faults.errno) = ([fault.call], fault.file, fault.errno)
            (faults.place, faults.lasts) = (1, true)
            environment = try faults.environment()
        }
        let budget = cause == .budget ? ["--time-budget", "0s"] : []
        let run = try await scenario.run(
            ["sync", scenario.job, "--json"] + budget, environment: environment)
        expect(run, code)
        return run.document
    }

    private func interrupt(_ scenario: Scenario) async throws -> JSONValue {
        let run = try scenario.program(["sync", scenario.job, "--json"]).start()
        try await Patience.until("the download") {
            !scenario.index.requests(for: Self.path).isEmpty
        }
        run.send(SIGTERM)
        let outcome = try await run.wait(timeoutSeconds: 30)
        #expect(outcome.status == .signalled(SIGTERM))
        return try JSONValue(parsing: outcome.standardOutput)
    }

    @Test(arguments: Cause.allCases)
    func changesNothingForWhoeverPublishesNext(cause: Cause) async throws {
        let scenario = try await edited()
        try await prepare(scenario, cause)
        for _ in 0..<2 {
            scenario.index.forgetRequests()
            let told = try await fail(scenario, cause)
            #expect(told["published"].bool == false, "\(told)")
            #expect(told["changed"].bool == false, "\(told)")
            #expect(told["files"]["removed"].int == 0, "\(told)")
            #expect(told["projects"]["changed"].int == 0, "\(told)")
            #expect(try scenario.published.files() == Self.stands)
        }
        if cause == .hold { try await mend(scenario, cause) }
        let other = try scenario.writeJob("other.toml", select: #"requirements = ["delta"]"#)
        expect(try await scenario.run("sync", other, "--json"), .ok, failures: [])
        let delta = ["delta": ["delta-1.0-py3-none-any.whl"]]
        #expect(try scenario.published.files() == Self.stands.merging(delta) { $1 })
        try scenario.published.expectWhole()
        try await mend(scenario, cause)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["files"]["removed"].int == 3, "\(run)")
        #expect(
            try scenario.published.files()
                == ["alpha": [Self.next.filename]].merging(delta) { $1 })
        try scenario.published.expectWhole()
    }

    /// What a run that published nothing fetched is in the mirror: other bytes of the name are none
    /// of its.
    @Test func bytesThatWereFetchedCountThoughNobodyPublishedThem() async throws {
        let scenario = try await edited()
        try await prepare(scenario, .unprovable)
        _ = try await fail(scenario, .unprovable)
        var tree = Self.old
        tree.add(WheelMaker("alpha", "2.0", requires: ["elsewhere"]).wheel())
        tree.serve(on: scenario.index)
        try write(scenario, #""alpha", "beta""#, proves: false)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha/\(Self.next.filename) replaced"])
        #expect(try scenario.published.files()["alpha"] == Self.stands["alpha"])
    }
}
