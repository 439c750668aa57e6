import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct ForecasterTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let server = ChainLab.server("DNS:index.example")

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
    }

    /// What each program would say of a chain that verifies here with `anchor`.
    private func forecasts(
        _ sent: ChainLab.Identity..., anchor: ChainLab.Identity? = nil, on machine: Machine? = nil
    ) throws -> [Forecast.Client: Forecast] {
        let certificates = sent.map(\.certificate)
        let forecaster = try #require(
            Forecaster(
                sent: certificates, host: "index.example",
                anchors: [(anchor ?? root).certificate], survey: (machine ?? lab.machine).survey(),
                now: certificates[0].notBefore + .seconds(86_400)))
        return Dictionary(
            forecaster.forecasts.map { ($0.client, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func leaf(_ extensions: [String]? = nil, by issuer: ChainLab.Identity? = nil) throws
        -> ChainLab.Identity
    {
        try lab.chains.issue("index.example", by: issuer ?? root, extensions ?? server)
    }

    /// A machine whose distribution trusts the root.
    private func publicMachine() throws -> Machine {
        let machine = try Machine()
        try machine.setStore(root.pem)
        return machine
    }

    // MARK: Roots

    /// A machine whose mirror has a certifi with these roots in it.
    private func forecasts(
        _ sent: ChainLab.Identity, bundling root: ChainLab.Identity
    ) throws -> [String] {
        let bundle = TrustAlternative(label: "certifi", bundle: [root.certificate])
        let forecaster = try #require(
            Forecaster(
                sent: [sent.certificate], host: "index.example", anchors: [self.root.certificate],
                survey: lab.machine.survey(bundles: [bundle]),
                now: sent.certificate.notBefore + .seconds(86_400)))
        return forecaster.forecasts.map(\.description)
    }

    @Test func everyProgramKnowsARootThatCertifiHas() throws {
        #expect(
            try forecasts(leaf(), bundling: root) == ["requests: ok", "pip: ok", "uv: ok"])
        let other = try lab.chains.root("Elsewhere")
        #expect(
            try forecasts(leaf(), bundling: other).contains(
                "uv: set SSL_CERT_FILE to a bundle with CN=Corp Root"))
    }

    /// Most of what a distribution ships is known to others, but not all.
    @Test func nothingIsForetoldOfARootThatADistributionShips() throws {
        let machine = try publicMachine()
        try machine.files.write(root.pem, to: "usr/share/ca-certificates/mozilla/Corp.crt")
        #expect(try forecasts(leaf(), on: machine).map(\.key.rawValue) == ["pip"])
        let refused = try forecasts(leaf(ChainLab.server()), on: machine)
        #expect(refused[.uv]?.obstacles == ["refused: the name stands in CN only"])
        try machine.files.write(root.pem, to: "\(Machine.localFolder)/corp.crt")
        #expect(try forecasts(leaf(), on: machine).count == 3)
    }

    @Test func localRootOfTheSystemNeedsSettings() throws {
        let machine = try publicMachine()
        try machine.files.write(root.pem, to: "\(Machine.localFolder)/corp.crt")
        let found = try forecasts(leaf(), on: machine)
        #expect(found[.uv].map { "\($0)" } == "uv: system certs needed")
        #expect(found[.pip]?.isFine == true)
        #expect(
            found[.requests]?.obstacles
                == ["set REQUESTS_CA_BUNDLE to a bundle with CN=Corp Root"])
    }

    @Test func variablesOfEachProgramCount() throws {
        var machine = lab.machine
        let path = try machine.files.write(root.pem, to: "corp.pem")
        let fine = { (environment: [String: String]) in
            machine.environment = environment
            return try self.forecasts(self.leaf(), on: machine).filter { $0.value.isFine }
                .map(\.key.rawValue).sorted()
        }
        let other = machine.files["other.pem"]
        #expect(try fine(["SSL_CERT_FILE": path]) == ["pip", "uv"])
        #expect(try fine(["REQUESTS_CA_BUNDLE": path]) == ["pip", "requests"])
        #expect(try fine(["REQUESTS_CA_BUNDLE": path, "PIP_CERT": other]) == ["pip", "requests"])
        #expect(try fine(["PIP_CERT": path]) == ["pip"])
        #expect(try fine(["PIP_CERT": path, "CURL_CA_BUNDLE": other]).isEmpty)
        #expect(try fine(["PIP_CERT": "/nowhere", "SSL_CERT_FILE": path]) == ["uv"])
        machine.environment["SSL_CERT_FILE"] = other
        #expect(
            try forecasts(leaf(), on: machine)[.uv]?.obstacles == [
                "SSL_CERT_FILE lacks CN=Corp Root"
            ])
    }

    @Test func privateRootThatNobodyKnows() throws {
        let found = try forecasts(leaf())
        #expect(found.values.allSatisfy { !$0.isFine })
        #expect(found[.pip]?.obstacles.first?.contains("PIP_CERT") == true)
    }

    @Test func anchorsBelowTheRootAreNoRemedyForWhoWantsTheRoot() throws {
        let middle = try lab.chains.issue("Corp Issuing", by: root, ChainLab.ca)
        let leaf = try leaf(by: middle)
        let machine = try Machine()
        let cut = try forecasts(leaf, middle, anchor: middle, on: machine)
        #expect(cut[.requests]?.obstacles.last?.hasSuffix("the root above CN=Corp Issuing") == true)
        #expect(cut[.pip]?.obstacles.last?.contains("put the root above CN=Corp Issuing") == true)
        #expect(
            cut[.uv]?.obstacles == ["set SSL_CERT_FILE to a bundle with CN=Corp Issuing"])
        let whole = try forecasts(leaf, middle, root, anchor: middle, on: machine)
        #expect(whole[.requests]?.obstacles.last?.hasSuffix("a bundle with CN=Corp Root") == true)
        let alone = try forecasts(leaf, middle, anchor: leaf, on: machine)
        #expect(
            alone[.uv]?.obstacles == [
                "refused: it trusts CAs only, not CN=index.example itself",
                "set SSL_CERT_FILE to a bundle with CN=Corp Issuing",
            ])
    }

    // MARK: Strictness

    @Test func sloppyRootFailsUnderPython() throws {
        let sloppy = try lab.chains.root(
            "Sloppy", ["basicConstraints=CA:TRUE", "subjectKeyIdentifier=hash"])
        let found = try forecasts(leaf(by: sloppy), anchor: sloppy)
        let told = try #require(found[.requests]?.obstacles.first)
        #expect(told.hasPrefix("refused under X509_STRICT, the default since Python 3.13"))
        #expect(told.contains("(89), CN=Sloppy"))
        #expect(told.hasSuffix("re-issue it with critical basicConstraints"))
        #expect(found[.pip]?.obstacles.contains { $0.contains("STRICT") } == false)
        #expect(found[.uv]?.obstacles.contains { $0.contains("Python") } == false)
    }

    @Test func leafWithoutKeyIdentifierFailsUnderPython() throws {
        let bare = ["subjectAltName=DNS:index.example", "authorityKeyIdentifier=none"]
        let told = try forecasts(leaf(bare))[.requests]?.obstacles.first
        #expect(told?.contains("(85), CN=index.example") == true)
        #expect(told?.hasSuffix("an authority key identifier") == true)
    }

    // MARK: uv

    @Test func nameInTheCommonNameOnlyIsRefused() throws {
        let found = try forecasts(leaf(ChainLab.server()))
        #expect(found[.uv]?.obstacles.first == "refused: the name stands in CN only")
        #expect(found[.requests]?.obstacles.first == "refused: the name stands in CN only")
        #expect(found[.pip]?.obstacles.contains { $0.hasPrefix("refused") } == false)
    }

    @Test func criticalPoliciesOfACAAreRefusedByUV() throws {
        let issuing = try lab.chains.issue(
            "Corp Issuing", by: root, ChainLab.ca + ["certificatePolicies=critical,2.5.29.32.0"])
        let found = try forecasts(leaf(by: issuing), issuing)
        #expect(
            found[.uv]?.obstacles.first
                == "refused: critical certificatePolicies in CN=Corp Issuing")
        #expect(found[.pip]?.obstacles.contains { $0.hasPrefix("refused") } == false)
    }

    @Test func versionOneAndServerThatIsACAAreRefusedByUV() throws {
        let old = try leaf([])
        #expect(old.certificate.details.version == 1)
        let found = try forecasts(old)
        #expect(
            found[.uv]?.obstacles.contains("refused: CN=index.example is of version 1") == true)
        let own = try lab.chains.root(
            "index.example", file: "own",
            ["basicConstraints=critical,CA:TRUE", "subjectAltName=DNS:index.example"])
        let alone = try forecasts(own, anchor: own)
        #expect(alone[.uv]?.obstacles.first == "refused: the server's certificate is a CA")
    }

    // MARK: With a diagnosis

    @Test func diagnosisForetellsWithWhatWouldVerify() throws {
        var lab = lab
        try lab.machine.setStore(root.pem)
        // pip looks into the directory alone once the variable names a file.
        let name = "\(root.certificate.subjectHash).0"
        try lab.machine.files.write(root.pem, to: "etc/ssl/certs/\(name)")
        try lab.set("SSL_CERT_FILE", try lab.chains.root("Wrong"))
        let diagnosis = try lab.diagnose(leaf(), code: 20)
        #expect(diagnosis.forecasts.map { "\($0)" }.contains("pip: ok"))
        #expect(
            diagnosis.forecasts.map { "\($0)" }.contains("uv: SSL_CERT_FILE lacks CN=Corp Root"))
        try lab.machine.setStore(lab.machine.lab.third)
        try FileTree.remove(lab.machine.files["etc/ssl/certs/\(name)"])
        #expect(try lab.diagnose(leaf(), code: 20).forecasts.isEmpty)
    }
}
