import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct TrustSurveyTests {
    private var machine: Machine

    init() throws { machine = try Machine() }

    /// Name and standing of each variable, this machine's paths made short.
    private func standings(_ environment: [String: String]) -> [String] {
        var changed = machine
        changed.environment = environment
        return changed.survey().variables.map { machine.short("\($0.name) \($0.standing)") }
    }

    private func path(_ name: String) -> String { machine.files[name] }

    // MARK: Variables

    @Test func everyVariableSaysWhatBecomesOfIt() throws {
        #expect(
            standings([
                "REQUESTS_CA_BUNDLE": path("root.pem"), "SSL_CERT_FILE": path("root.pem"),
                "CURL_CA_BUNDLE": path("other.pem"), "PIP_CERT": "",
                "WHEELBARROW_EXTRA_CA_CERTS": path("other.pem"),
                "NODE_EXTRA_CA_CERTS": path("root.pem"), "PATH": "/bin",
            ]) == [
                "PIP_CERT ignored: empty counts as unset",
                "REQUESTS_CA_BUNDLE USED (base, 1 certificate)",
                "CURL_CA_BUNDLE shadowed by REQUESTS_CA_BUNDLE=/root.pem, other content",
                "SSL_CERT_FILE shadowed by REQUESTS_CA_BUNDLE=/root.pem, same content",
                "WHEELBARROW_EXTRA_CA_CERTS ADDED (1 certificate)",
                "NODE_EXTRA_CA_CERTS not read, it is for Node.js",
            ])
    }

    @Test func brokenVariableIsAPartOfTheSurvey() throws {
        let broken = standings(["PIP_CERT": "/nowhere", "SSL_CERT_FILE": path("dir")])
        #expect(
            broken == [
                "PIP_CERT UNUSABLE: no such file or directory",
                "SSL_CERT_FILE unusable, though it does not decide: is a directory",
            ])
    }

    @Test func theEmptyFolderCondaSetsIsNoFault() throws {
        let conda = standings(["SSL_CERT_FILE": path("root.pem"), "SSL_CERT_DIR": path("empty")])
        #expect(
            conda == [
                "SSL_CERT_FILE USED (base, 1 certificate)",
                "SSL_CERT_DIR USED (base, 0 certificates)",
            ])
    }

    @Test func envModeIgnoreIsTheReason() throws {
        var ignoring = machine
        ignoring.settings.envMode = .ignore
        ignoring.environment["SSL_CERT_FILE"] = path("root.pem")
        let survey = ignoring.survey()
        #expect(survey.variables.map(\.standing) == [.ignored(reason: "env-mode = \"ignore\"")])
        #expect(survey.isSystemUsed)
        let would = survey.alternatives.filter { !$0.certificates.isEmpty }
        #expect(
            would.map { machine.short($0.label) } == [
                "SSL_CERT_FILE=/root.pem", "env-mode = \"add\"",
            ])
        #expect(would.map(\.certificates.count) == [1, 2])
    }

    @Test func nixFileIsAPlaceOfTheSystemStore() throws {
        let nix = standings(["NIX_SSL_CERT_FILE": path("other.pem")])
        #expect(nix == ["NIX_SSL_CERT_FILE USED as the system store"])
        let missing = standings(["NIX_SSL_CERT_FILE": "/nowhere"])
        #expect(missing == ["NIX_SSL_CERT_FILE not used, another system store goes before it"])
    }

    @Test func declaredFileShadowsTheVariables() throws {
        var declared = machine
        declared.settings.globalCAFile = path("other.pem")
        declared.environment = ["WHEELBARROW_CA_FILE": path("root.pem")]
        let standings = declared.survey().variables.map(\.standing)
        let winner = "--ca-file=\(path("other.pem"))"
        #expect(standings == [.shadowed(by: winner, isSameContent: false)])
    }

    // MARK: Result and alternatives

    @Test func resultIsTheResolvers() throws {
        for name in ["root.pem", "nowhere"] {
            var set = machine
            set.environment["SSL_CERT_FILE"] = path(name)
            let survey = set.survey()
            #expect((try? survey.result.get()) == (try? set.resolve()))
            #expect(!survey.isSystemUsed)
            #expect(survey.system.certificates.count == 1)
        }
    }

    @Test func alternativesStandInTheOrderInWhichTheyWouldDecide() throws {
        var set = machine
        set.environment = [
            "PIP_CERT": path("root.pem"), "CURL_CA_BUNDLE": path("other.pem"),
            "SSL_CERT_FILE": "/nowhere",
        ]
        let bundle = TrustAlternative(label: "certifi in the mirror", bundle: [])
        let alternatives = set.survey(bundles: [bundle]).alternatives
        #expect(
            alternatives.map { machine.short($0.label) } == [
                "CURL_CA_BUNDLE=/other.pem", "SSL_CERT_FILE=/nowhere",
                "system store /etc/ssl/certs/ca-certificates.crt", "env-mode = \"add\"",
                "WHEELBARROW_CA_FILE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR",
                "certifi in the mirror",
            ])
        #expect(alternatives.map(\.certificates.count) == [1, 0, 1, 2, 0, 0, 0, 0])
        #expect(alternatives[1].state == .unusable(reason: "no such file or directory"))
        #expect(alternatives[4].state == .unset)
    }

    @Test func systemThatIsUsedIsNoAlternative() throws {
        let alternatives = machine.survey().alternatives
        #expect(!alternatives.contains { $0.kind == .system || $0.kind == .environmentAdded })
        #expect(machine.survey().isSystemUsed)
    }

    // MARK: The system store

    @Test func expiredCertificatesAreCounted() throws {
        let store = "etc/ssl/certs/ca-certificates.crt"
        try machine.files.write(machine.lab.third + machine.lab.expired, to: store)
        let survey = machine.survey()
        let expired = survey.expired(at: Instant(seconds: 1_900_000_000))
        #expect(expired.map(\.subject) == ["CN=Expired,O=Lab"])
        #expect(survey.system.certificates.count == 2)
    }

    @Test func upkeepNamesTheCommandsOfTheDistribution() throws {
        #expect(machine.survey().upkeep == nil)
        try machine.files.write(
            "ID=alpine\nPRETTY_NAME=\"Alpine Linux v3.22\"\n", to: "etc/os-release")
        try machine.files.write("", to: "usr/bin/apk")
        let alpine = try #require(machine.survey().upkeep)
        #expect(alpine.distribution == "Alpine Linux v3.22")
        #expect(alpine.upgradeCommand == "apk upgrade ca-certificates")
        let addition = try #require(alpine.addition)
        #expect(addition.contains("/usr/local/share/ca-certificates"))
        #expect(addition.hasSuffix("run update-ca-certificates (first: apk add ca-certificates)"))
        try machine.files.write("", to: "usr/bin/update-ca-certificates")
        #expect(machine.survey().upkeep?.addition?.hasSuffix("update-ca-certificates") == true)
        try machine.files.write("ID=rocky\nID_LIKE=\"rhel fedora\"\n", to: "etc/os-release")
        let rocky = try #require(machine.survey().upkeep?.addition)
        #expect(rocky.contains("/etc/pki/ca-trust/source/anchors and run update-ca-trust"))
    }

    @Test func packageSaysHowOldTheStoreIs() throws {
        #expect(StorePackage(readingFrom: machine.locations) == nil)
        try machine.files.write(
            "P:zlib\nV:1.3\n\nP:ca-certificates-bundle\nV:20240705-r0\n",
            to: "lib/apk/db/installed")
        #expect(StorePackage(readingFrom: machine.locations)?.version == "20240705-r0")
        try machine.files.write(
            "Package: bash\nVersion: 5\n\nPackage: ca-certificates\nStatus: install ok installed\n"
                + "Version: 20230311+deb12u1\n\nPackage: curl\nVersion: 7\n",
            to: "var/lib/dpkg/status")
        let debian = try #require(StorePackage(readingFrom: machine.locations))
        #expect("\(debian)" == "ca-certificates 20230311+deb12u1")
        #expect(debian.day?.description == "2023-03-11")
        #expect(StorePackage(name: "ca-certificates", version: "2024.2.69").day == nil)
    }
}
