import FoundationEssentials
import TestSupport
import Testing

/// Logins and signatures in links are used, and neither kept nor told.
@Suite struct LinkSecretTests {
    private static let secret = "s3cr3t-Zq8"

    /// An index whose files are behind a signature or a login in their links.
    private func scenario(_ form: IndexTree.Form, login: Bool) throws -> Scenario {
        let file = WheelMaker("alpha", requires: ["beta"]).wheel()
        var tree = IndexTree(file, WheelMaker("beta").wheel())
        let scenario = try Scenario(IndexTree(), #"requirements = ["alpha"]"#)
        let path = "/signed/\(file.filename)"
        let query = login ? "" : "?sig=\(Self.secret)"
        let user = login ? "user:\(Self.secret)@" : ""
        let url = "http://\(user)127.0.0.1:\(scenario.index.port)\(path)\(query)"
        tree.change("alpha") {
            $0.url = url
            $0.offersMetadata = false
        }
        tree.serve(on: scenario.index, form)
        let basic = "Basic " + Data("user:\(Self.secret)".utf8).base64EncodedString()
        scenario.index.respond { request in
            guard request.path == path else { return nil }
            let isAllowed =
                login ? request["authorization"] == basic : request.target == path + query
            return isAllowed ? .file(file.bytes) : .failure(403)
        }
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: true)
        return scenario
    }

    private func expectNoSecret(_ scenario: Scenario, _ runs: [CommandRun]) throws {
        for run in runs { #expect(!"\(run.output)\(run.errors)".contains(Self.secret), "\(run)") }
        for folder in [scenario.mirror, scenario.directory["house"]] {
            for file in FileTree.files(under: folder)
            where !FileTree.isDirectory("\(folder)/\(file)") {
                let bytes = try FileTree.bytes("\(folder)/\(file)")
                #expect(bytes.firstRange(of: Array(Self.secret.utf8)) == nil, "\(file)")
            }
        }
    }

    @Test(arguments: [IndexTree.Form.html, .json], [false, true])
    func theyServeTheFileAndStandNowhere(form: IndexTree.Form, login: Bool) async throws {
        let scenario = try scenario(form, login: login)
        let first = try await scenario.sync("--verbose")
        expect(first, .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha", "beta"])
        let plan = try await scenario.sync("--plan")
        let again = try await scenario.sync()
        expect(again, .ok)
        #expect(again.document["changed"].bool == false, "\(again)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        let explain = try await scenario.run("explain", scenario.job, "alpha", "--json")
        try expectNoSecret(scenario, [first, plan, again, status, explain])
    }

    @Test func aSignatureThatIsRefusedIsToldWithoutIt() async throws {
        let scenario = try scenario(.json, login: false)
        scenario.index.respond { $0.path.hasPrefix("/signed/") ? .failure(403) : nil }
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        let run = try await scenario.sync()
        #expect(run.failures.count == 1, "\(run)")
        let text = try await scenario.run("sync", scenario.job)
        try expectNoSecret(scenario, [run, text])
    }

    @Test func aWheelhouseIsFilledThroughThemToo() async throws {
        let scenario = try scenario(.html, login: false)
        try scenario.directory.write("alpha==1.0\nbeta==1.0\n", to: "lock.txt")
        let run = try await scenario.run(
            "warm", "lock.txt", "--job", scenario.job, "--for", "cp312-linux-x86_64", "--out",
            scenario.directory["house"], "--json")
        expect(run, .ok)
        try expectNoSecret(scenario, [run])
    }

    @Test func anAddressWithAUserAloneTakesThePasswordFromNetrc() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        let url = scenario.index.url("/simple/").replacing("//", with: "//ada@")
        try scenario.writeJob(url: url, select: #"requirements = ["alpha"]"#)
        try scenario.directory.write(
            "machine 127.0.0.1 login bob password wrong\n"
                + "machine 127.0.0.1 login ada password \(Self.secret)\n", to: "home/.netrc")
        expect(try await scenario.sync(), .ok)
        let basic = "Basic " + Data("ada:\(Self.secret)".utf8).base64EncodedString()
        #expect(scenario.index.requests.allSatisfy { $0["authorization"] == basic })
    }

    @Test(arguments: ["url", "file", "netrc"])
    func aPasswordIsBytes(place: String) async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        let password: [UInt8] = [0x70, 0xE9, 0xFF, 0x24]
        var url = scenario.index.url("/simple/")
        var lines = ""
        switch place {
        case "url": url = url.replacing("//", with: "//ada:p%E9%FF$@")
        case "file":
            lines = "username = \"ada\"\npassword-file = \"secret\""
            try scenario.directory.write(password + [0x0A], to: "secret")
        default:
            let head = Array("machine 127.0.0.1 login ada password ".utf8)
            try scenario.directory.write(head + password + [0x0A], to: "home/.netrc")
        }
        try scenario.writeJob(url: url, index: lines, select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        let basic = "Basic " + Data(Array("ada:".utf8) + password).base64EncodedString()
        #expect(scenario.index.requests.allSatisfy { $0["authorization"] == basic })
    }
}
