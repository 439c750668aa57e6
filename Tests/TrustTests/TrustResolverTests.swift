import Glibc
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct TrustResolverTests {
    private var machine: Machine

    init() throws { machine = try Machine() }

    /// What one change to the machine makes of it.
    private func with(_ change: (inout Machine) throws -> Void) throws -> Machine {
        var changed = machine
        try change(&changed)
        return changed
    }

    private func error(
        _ change: (inout Machine) throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> TrustError {
        let changed = try with(change)
        return try #require(
            #expect(throws: TrustError.self, sourceLocation: sourceLocation) {
                try changed.resolve()
            })
    }

    // MARK: Precedence

    @Test func systemStoreIsTheLastResort() throws {
        #expect(try machine.names() == "Third")
        let anchors = try machine.resolve()
        #expect(anchors.notices.isEmpty)
        #expect(anchors.warnings.isEmpty)
        #expect(
            machine.short(anchors.line) == "trust: system store /etc/ssl/certs/ca-certificates.crt "
                + "(1 root) = 1 anchor, id \(anchors.id.prefix(6))")
    }

    @Test(arguments: [
        "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "WHEELBARROW_CA_FILE",
    ])
    func variableReplacesTheSystemStore(_ name: String) throws {
        let set = try with { $0.environment[name] = $0.files["root.pem"] }
        #expect(try set.names() == "Root")
        #expect(try set.resolve().sources.map(\.label) == ["\(name)=\(machine.files["root.pem"])"])
        let empty = try with { $0.environment[name] = "" }
        #expect(try empty.names() == "Third")
    }

    @Test(arguments: ["PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"])
    func variableMayNameADirectoryWithoutHashes(_ name: String) throws {
        #expect(try with { $0.environment[name] = $0.files["dir"] }.names() == "Root")
    }

    @Test func scopeGoesBeforeChannel() throws {
        var machine = self.machine
        let bundle = machine.files
        func write(_ name: String) throws -> String {
            try bundle.write(name == "last" ? machine.lab.other : machine.lab.root, to: name)
        }
        machine.environment = [
            "SSL_CERT_FILE": try write("openssl"), "CURL_CA_BUNDLE": try write("curl"),
            "REQUESTS_CA_BUNDLE": try write("requests"), "PIP_CERT": try write("pip"),
            "WHEELBARROW_CA_FILE": try write("own"),
        ]
        machine.settings.jobCAFile = try write("job")
        machine.settings.globalCAFile = try write("global")
        machine.settings.indexName = "main"
        machine.settings.indexCAFile = try write("index")
        func winner() throws -> String { machine.short(try machine.resolve().sources[0].label) }
        #expect(try winner() == "index \"main\" ca-file=/index")
        machine.settings.indexCAFile = nil
        #expect(try winner() == "--ca-file=/global")
        machine.settings.globalCAFile = nil
        #expect(try winner() == "WHEELBARROW_CA_FILE=/own")
        machine.environment["WHEELBARROW_CA_FILE"] = nil
        #expect(try winner() == "[tls] ca-file=/job")
        machine.settings.jobCAFile = nil
        #expect(try winner() == "PIP_CERT=/pip")
        machine.environment["PIP_CERT"] = nil
        #expect(try winner() == "REQUESTS_CA_BUNDLE=/requests")
        machine.environment["REQUESTS_CA_BUNDLE"] = nil
        #expect(try winner() == "CURL_CA_BUNDLE=/curl")
        machine.environment["CURL_CA_BUNDLE"] = nil
        #expect(try winner() == "SSL_CERT_FILE=/openssl")
    }

    @Test func fileAndDirectoryOfOneScopeAreJoined() throws {
        let environment = try with {
            $0.environment["SSL_CERT_FILE"] = $0.files["other.pem"]
            $0.environment["SSL_CERT_DIR"] = $0.files["empty"] + ":" + $0.files["dir"]
        }
        #expect(try environment.names() == "Other Root")
        let job = try with {
            $0.settings.jobCAFile = $0.files["other.pem"]
            $0.settings.jobCADir = $0.files["dir"]
        }
        #expect(try job.names() == "Other Root")
        #expect(
            job.short(try job.resolve().sources[0].label) == "[tls] ca-file=/other.pem, ca-dir=/dir"
        )
    }

    @Test func envModeAddsOrIgnores() throws {
        let set = try with { $0.environment["SSL_CERT_FILE"] = $0.files["root.pem"] }
        var add = set
        add.settings.envMode = .add
        #expect(try add.names() == "Root Third")
        var ignore = set
        ignore.settings.envMode = .ignore
        #expect(try ignore.names() == "Third")
        ignore.environment["SSL_CERT_FILE"] = "/nowhere"
        #expect(try ignore.names() == "Third")
        add.settings.globalCAFile = add.files["other.pem"]
        #expect(try add.names() == "Other")
    }

    @Test func extraFilesAreAddedToEveryBase() throws {
        let extra = try with {
            $0.settings.extraCAFiles = [$0.files["other.pem"]]
            $0.environment["WHEELBARROW_EXTRA_CA_CERTS"] = $0.files["root.pem"]
        }
        #expect(try extra.names() == "Other Root Third")
        var based = extra
        based.settings.globalCAFile = based.files["root.pem"]
        #expect(try based.names() == "Other Root")
        based.settings.indexExtraCAFiles = [based.files["etc/ssl/certs/ca-certificates.crt"]]
        #expect(try based.names() == "Other Root Third")
        let anchors = try based.resolve()
        #expect(
            based.short(anchors.line)
                == "trust: --ca-file=/root.pem (1 root) + extra /etc/ssl/certs/ca-certificates.crt (1)"
                + " + extra /other.pem (1) + extra /root.pem (1) = 3 anchors, "
                + "id \(anchors.id.prefix(6))")
    }

    @Test func othersVariablesAreNotRead() throws {
        let set = try with {
            for name in ["NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO", "AWS_CA_BUNDLE"] {
                $0.environment[name] = $0.files["root.pem"]
            }
        }
        #expect(try set.names() == "Third")
    }

    // MARK: Notices

    @Test func onlySourcesThatDifferAreNoticed() throws {
        let same = try with {
            $0.environment["PIP_CERT"] = $0.files["root.pem"]
            $0.environment["SSL_CERT_DIR"] = $0.files["dir"]
        }
        #expect(try same.resolve().notices.isEmpty)
        let different = try with {
            $0.settings.globalCAFile = $0.files["root.pem"]
            $0.environment["PIP_CERT"] = $0.files["other.pem"]
            $0.environment["CURL_CA_BUNDLE"] = $0.files["root.pem"]
            $0.environment["SSL_CERT_FILE"] = $0.files["etc/ssl/certs/ca-certificates.crt"]
        }
        #expect(
            try different.resolve().notices.map(different.short) == [
                "--ca-file=/root.pem (1) decides which certificates count; set but not used: "
                    + "PIP_CERT=/other.pem (1), SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt (1)"
            ])
    }

    @Test func shadowedSourceThatIsBrokenIsNoMatter() throws {
        let set = try with {
            $0.environment["PIP_CERT"] = $0.files["root.pem"]
            $0.environment["SSL_CERT_FILE"] = "/nowhere"
        }
        #expect(try set.resolve().notices.isEmpty)
    }

    // MARK: Errors

    @Test(arguments: ["PIP_CERT", "WHEELBARROW_CA_FILE", "SSL_CERT_FILE", "SSL_CERT_DIR"])
    func missingPathStopsEverything(_ name: String) throws {
        let error = try error { $0.environment[name] = "/nowhere/ca.pem" }
        #expect(error.code == .missing)
        #expect(error.errno == ENOENT)
        #expect(
            error.description == "cannot trust \(name)=/nowhere/ca.pem: no such file or directory; "
                + "nothing else is trusted in its place")
        #expect(
            error.hints.map(machine.short) == [
                "the directory /nowhere is missing too",
                "unset \(name) to let system store /etc/ssl/certs/ca-certificates.crt decide",
            ])
    }

    @Test func optionsAndKeysFailLikeVariables() throws {
        let global = try error { $0.settings.globalCAFile = "/nowhere" }
        #expect(global.code == .missing && global.source == "--ca-file")
        let job = try error { $0.settings.jobCADir = "/nowhere" }
        #expect(job.code == .missing && job.source == "[tls] ca-dir")
        let index = try error {
            $0.settings.indexName = "main"
            $0.settings.indexCAFile = "/nowhere"
        }
        #expect(index.code == .missing && index.source == "index \"main\" ca-file")
        let extra = try error { $0.settings.extraCAFiles = ["/nowhere"] }
        #expect(extra.code == .missing && extra.source == "[tls] extra-ca-file")
    }

    @Test func hintNamesTheFileThatWasMeant() throws {
        let error = try error { $0.environment["SSL_CERT_FILE"] = $0.files["Root.crt"] }
        #expect(error.hints.first == "there is \(machine.files["root.pem"])")
    }

    @Test func hintNamesWhatDecidesNext() throws {
        let error = try error {
            $0.environment["PIP_CERT"] = "/nowhere"
            $0.environment["SSL_CERT_FILE"] = $0.files["root.pem"]
        }
        #expect(
            error.hints.map(machine.short) == [
                "unset PIP_CERT to let SSL_CERT_FILE=/root.pem decide"
            ])
    }

    @Test func hintNamesTheOtherHalfOfASource() throws {
        let error = try error {
            $0.environment["SSL_CERT_FILE"] = $0.files["empty"]
            $0.environment["SSL_CERT_DIR"] = $0.files["dir"]
        }
        let hint = error.hints.last.map(machine.short)
        #expect(hint == "unset SSL_CERT_FILE to let SSL_CERT_DIR=/dir decide")
    }

    @Test func condaIsNamedWhereItSetTheVariable() throws {
        let error = try error {
            $0.environment["CONDA_PREFIX"] = $0.files.path
            $0.environment["SSL_CERT_FILE"] = $0.files["ssl/cacert.pem"]
        }
        #expect(error.hints.contains("conda sets SSL_CERT_FILE when an environment is activated"))
    }

    @Test func directoryForAFileAndFileForADirectory() throws {
        let directory = try error { $0.environment["SSL_CERT_FILE"] = $0.files["dir"] }
        #expect(directory.code == .wrongKind)
        #expect(directory.reason == "is a directory")
        #expect(directory.hints.first == "for a directory use SSL_CERT_DIR")
        let file = try error { $0.environment["SSL_CERT_DIR"] = $0.files["root.pem"] }
        #expect(file.code == .wrongKind)
        #expect(file.hints.first == "for a file use SSL_CERT_FILE")
        let key = try error { $0.settings.globalCAFile = $0.files["dir"] }
        #expect(key.hints == ["for a directory use ca-dir"])
    }

    @Test func pipeAndDeviceAreRefusedWithoutReading() throws {
        try Program("mkfifo", [machine.files["pipe"]]).outputBlocking()
        for (path, name) in [(machine.files["pipe"], "a FIFO"), ("/dev/null", "a device")] {
            let error = try error { $0.environment["REQUESTS_CA_BUNDLE"] = path }
            #expect(error.code == .wrongKind)
            #expect(error.reason == "is \(name), not a file")
        }
    }

    @Test func pathThatCannotBeFollowedIsUnreadable() throws {
        try Program("ln", ["-s", "loop", machine.files["loop"]]).outputBlocking()
        let error = try error { $0.environment["SSL_CERT_FILE"] = $0.files["loop"] }
        #expect(error.code == .unreadable)
        #expect(error.errno == ELOOP)
    }

    @Test func nothingUsableIsAnError() throws {
        for (content, reason) in [
            ("", "is empty"), ("garbage\n", "holds no certificate"),
            (
                machine.lab.root.replacing("MII", with: "!!!"),
                "holds no usable certificate: line 1: CERTIFICATE skipped: bad base64 in line 2"
            ),
        ] {
            let error = try error {
                try $0.files.write(content, to: "bad.pem")
                $0.settings.globalCAFile = $0.files["bad.pem"]
            }
            #expect(error.code == .noCertificates)
            #expect(error.reason == reason)
        }
        let directory = try error { $0.environment["SSL_CERT_DIR"] = $0.files["empty"] }
        #expect(directory.code == .noCertificates)
        #expect(directory.reason == "no file in it holds a certificate")
    }

    @Test func emptyDirectoryBesideAGoodFileIsSilent() throws {
        let conda = try with {
            $0.environment["SSL_CERT_FILE"] = $0.files["root.pem"]
            $0.environment["SSL_CERT_DIR"] = $0.files["empty"]
        }
        let anchors = try conda.resolve()
        #expect(Machine.names(anchors) == "Root")
        #expect(anchors.warnings.isEmpty && anchors.notices.isEmpty)
    }

    @Test func someMissingDirectoriesOfAListAreAWarning() throws {
        let list = try with {
            $0.environment["SSL_CERT_DIR"] = "/nowhere::" + $0.files["dir"] + ":"
        }
        let anchors = try list.resolve()
        #expect(Machine.names(anchors) == "Root")
        #expect(
            anchors.warnings == [
                "/nowhere: left out of SSL_CERT_DIR: no such file or directory"
            ])
        #expect(try error { $0.environment["SSL_CERT_DIR"] = "/nowhere:/neither" }.code == .missing)
    }

    @Test func containerNamesTheCommandThatConvertsIt() throws {
        let p7 = try machine.lab.converted(["crl2pkcs7", "-nocrl", "-certfile", "in.pem"])
        let error = try error {
            try $0.files.write(p7, to: "corp ca.p7b")
            $0.settings.globalCAFile = $0.files["corp ca.p7b"]
        }
        #expect(error.code == .needsConversion)
        #expect(error.reason == "is a PKCS#7 file, not a PEM bundle")
        #expect(
            error.hints.map(machine.short)
                == ["convert it: openssl pkcs7 -print_certs -in '/corp ca.p7b' -out ca.pem"])
    }

    // MARK: Bundles

    private let badBlock = "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n"

    @Test func badBlocksAreReportedFiveTimesAndThenCounted() throws {
        let bundle = try with {
            let bad = String(repeating: badBlock, count: 8)
            try $0.files.write(bad + $0.lab.root, to: "mixed.pem")
            $0.settings.globalCAFile = $0.files["mixed.pem"]
        }
        let warnings = try bundle.resolve().warnings.map(bundle.short)
        #expect(warnings.count == 6)
        #expect(
            warnings.first?.hasPrefix("/mixed.pem:1: CERTIFICATE skipped: not an X.509") == true)
        #expect(warnings.last == "--ca-file=/mixed.pem: 3 more blocks that cannot be read")
        #expect(try bundle.names() == "Root")
    }

    @Test func strictBundleMakesABadBlockAnError() throws {
        let error = try error {
            try $0.files.write($0.lab.root + badBlock, to: "mixed.pem")
            $0.settings.globalCAFile = $0.files["mixed.pem"]
            $0.settings.strictBundle = true
        }
        #expect(error.code == .badBlock)
        #expect(error.reason.hasPrefix("line "))
    }

    @Test func directoryMembersAreForgiven() throws {
        let directory = try with {
            try $0.files.write($0.lab.root, to: "mixed/root")
            try $0.files.write(badBlock + $0.lab.other, to: "mixed/half-bad.pem")
            try $0.files.write(
                $0.lab.converted(["x509", "-in", "in.pem", "-outform", "DER"]), to: "mixed/der")
            try $0.files.write($0.lab.third, to: "mixed/below/third.pem")
            try Program("ln", ["-s", "/nowhere", $0.files["mixed/dangling"]]).outputBlocking()
            $0.settings.jobCADir = $0.files["mixed"]
        }
        let anchors = try directory.resolve()
        #expect(Machine.names(anchors) == "Other Root")
        #expect(anchors.warnings.isEmpty && anchors.notices.isEmpty)
        #expect(anchors.sources[0].findings.map(\.kind) == [.badBlock])
    }

    @Test func directoryMemberThatCannotBeReadIsAWarning() throws {
        let directory = try with {
            try Program("ln", ["-s", "loop", $0.files["dir/loop"]]).outputBlocking()
            try Program("truncate", ["-s", "65M", $0.files["dir/vast"]]).outputBlocking()
            $0.settings.jobCADir = $0.files["dir"]
        }
        let anchors = try directory.resolve()
        #expect(Machine.names(anchors) == "Root")
        #expect(
            anchors.warnings.map(directory.short) == [
                "/dir/loop: not read: too many levels of symbolic links",
                "/dir/vast: not read: file too large",
            ])
    }

    @Test func noteTellsUntilWhenAnIntermediateServes() throws {
        let bundle = try with {
            try $0.files.write($0.lab.intermediate, to: "intermediate.pem")
            $0.settings.globalCAFile = $0.files["intermediate.pem"]
        }
        let notices = try TrustResolver.resolve(
            settings: bundle.settings, environment: [:], libcurl: LibcurlDefaults(),
            now: Instant(seconds: 0), system: bundle.locations
        ).notices
        #expect(notices.count == 1)
        #expect(notices.first?.contains("is no root: it stops working when renewed on ") == true)
    }
}
