import TestSupport
import Testing

/// Settings of trust that cannot work: what is wrong with them is said before any connection.
@Suite struct TrustSettingTests {
    private let authority: PrivateCA
    private let scenario: Scenario
    private let front: Nginx

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(url: "\(front.tlsURL)/simple/")
    }

    private func refusal(
        _ environment: [String: String], _ lines: String = ""
    ) async throws -> (message: String, hints: [String]) {
        try scenario.writeJob(url: "\(front.tlsURL)/simple/", index: lines)
        let run = try await scenario.run("sync", "job.toml", "--json", environment: environment)
        expect(run, .config)
        #expect(front.accessLog.isEmpty)
        return (
            run.document["message"].string ?? "",
            run.document["hints"].array.compactMap(\.string)
        )
    }

    private func openssl(_ arguments: String...) throws -> [UInt8] {
        Array(
            try Program("openssl", arguments, directory: scenario.directory.path).runBlocking()
                .standardOutput)
    }

    // MARK: Bundles

    @Test func whatABundleIsInsteadIsNamed() async throws {
        let pem = try FileTree.text(authority.rootFile)
        let key = authority.server.keyFile
        let der = try openssl("x509", "-in", authority.rootFile, "-outform", "DER")
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
            .joined(separator: "\n")
        let files: [(bytes: [UInt8], name: String, hint: String)] = [
            (Array("<html><title>Sign in</title></html>".utf8), "an HTML page", "web page"),
            (
                try openssl("req", "-new", "-key", key, "-subj", "/CN=x"),
                "a certificate signing request", "ask the authority"
            ),
            (Array(body.utf8), "base64 of a certificate", "base64 -d"),
            (
                Array("version https://git-lfs.x/spec/v1\n".utf8), "a Git LFS pointer",
                "git lfs pull"
            ),
            (der + der, "several certificates in DER", "openssl storeutl"),
            (
                try openssl("crl2pkcs7", "-nocrl", "-certfile", authority.rootFile),
                "a PKCS#7 file", "openssl pkcs7"
            ),
            (
                try openssl(
                    "pkcs12", "-export", "-nokeys", "-in", authority.rootFile, "-passout", "pass:x"),
                "a PKCS#12 file", "openssl pkcs12"
            ),
            (try openssl("pkey", "-in", key, "-pubout"), "a public key", "ask for the certificate"),
            (try FileTree.bytes(key), "a private key", "name the authority's certificate"),
            (
                Array(pem.replacing("\n", with: "\\n").utf8), "where its lines should end",
                "printf"
            ),
            ([0x1F, 0x8B, 8, 0], "packed with gzip", "gzip -dc"),
        ]
        for (bytes, name, hint) in files {
            let path = try scenario.directory.write(bytes, to: "bundle")
            let told = try await refusal(["SSL_CERT_FILE": path])
            #expect(told.message.contains("SSL_CERT_FILE=\(path): is "), "\(told)")
            #expect(told.message.contains(name), "\(told)")
            #expect(told.hints.first?.contains(hint) == true, "\(told)")
            let declared = try await refusal([:], "ca-file = \"bundle\"")
            #expect(declared.message.contains(name), "\(declared)")
        }
    }

    @Test func privateKeysAreNeverProposed() async throws {
        try scenario.directory.write(FileTree.text(authority.server.keyFile), to: "corp.key")
        let path = scenario.directory["corp.pem"]
        #expect(try await !refusal(["SSL_CERT_FILE": path]).hints.joined().contains("corp.key"))
        try scenario.directory.write(FileTree.text(authority.rootFile), to: "corp.crt")
        #expect(try await refusal(["SSL_CERT_FILE": path]).hints[0].hasSuffix("corp.crt"))
    }

    // MARK: Values

    @Test func leftoversInAValueAreNamed() async throws {
        let path = try scenario.directory.write(
            FileTree.text(authority.rootFile), to: "home/corp.pem")
        let values: [(value: String, words: String)] = [
            ("\(path) ", "ends in a blank"), ("\(path)\r", "ends in a carriage return"),
            ("\"\(path)\"", "stands in quotes"), ("'\(path)'", "stands in quotes"),
            ("~/corp.pem", "begins with ~"), ("$HOME/corp.pem", "holds $HOME"),
            ("${HOME}/corp.pem", "holds ${HOME}"), ("file://\(path)", "is an address"),
        ]
        for name in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "WHEELBARROW_CA_FILE", "SSL_CERT_DIR"] {
            // A list falls apart at the colon of an address.
            for (value, words) in values where name != "SSL_CERT_DIR" || !value.contains(":") {
                let told = try await refusal([name: value])
                #expect(told.message.contains("cannot trust \(name)="), "\(told)")
                #expect(told.message.contains(words), "\(told)")
                #expect(told.hints.first == "write \(path), which is there", "\(told)")
            }
        }
        let whole = try FileTree.text(authority.rootFile)
        let told = try await refusal(["SSL_CERT_FILE": whole])
        #expect(told.message.contains("holds the certificate itself"), "\(told)")
        #expect(!told.message.contains("MII"))
    }

    // MARK: OpenSSL

    private func configuration(_ lines: String) throws -> [String: String] {
        let path = try scenario.directory.write(
            "openssl_conf = init\n[init]\n\(lines)\n", to: "openssl.cnf")
        return ["OPENSSL_CONF": path, "SSL_CERT_FILE": authority.rootFile]
    }

    @Test(arguments: [
        ("providers = p\n[p]\nnone = n\n[n]\nactivate = 1", "default provider"),
        ("providers = p\n[p]\nlegacy = n\n[n]\nactivate = 1", "default provider"),
        ("alg_section = a\n[a]\ndefault_properties = fips=yes", "FIPS"),
    ])
    func aConfigurationWithoutTLSIsToldAsSuch(_ lines: String, words: String) async throws {
        let told = try await refusal(configuration(lines))
        #expect(told.message.contains("OPENSSL_CONF="), "\(told)")
        #expect(told.message.contains(words), "\(told)")
        #expect(!told.message.contains("client-cert"))
        for arguments in [["trust", "--json"], ["trust", "probe", front.tlsURL, "--json"]] {
            let run = try await scenario.run(arguments, environment: configuration(lines))
            #expect(run.code == .config, "\(run)")
            #expect(run.document["message"].string == told.message)
        }
    }

    @Test func aLevelThatOpenSSLIsSetToIsNamed() async throws {
        let lines = "ssl_conf = s\n[s]\nsystem_default = d\n[d]\nCipherString = DEFAULT:@SECLEVEL=3"
        let rsa = try openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", "bot.key", "-subj",
            "/CN=bot",
            "-days", "300")
        try scenario.directory.write(rsa, to: "bot.pem")
        let told = try await refusal(
            configuration(lines), "client-cert = \"bot.pem\"\nclient-key = \"bot.key\"")
        #expect(told.message.contains("security level 3"), "\(told)")
        #expect(told.hints.first?.contains("larger key") == true, "\(told)")
    }

    // MARK: Client certificates

    @Test func certificatesThatAreNotForClientsAreFoundAtStart() async throws {
        let server = authority.server
        let told = try await refusal(
            ["SSL_CERT_FILE": authority.rootFile],
            "client-cert = \"\(server.chainFile)\"\nclient-key = \"\(server.keyFile)\"")
        #expect(told.message.contains("for serverAuth and not for clients"), "\(told)")
        #expect(told.hints.first?.contains("clientAuth") == true, "\(told)")
        try scenario.directory.write(
            openssl("x509", "-in", server.chainFile, "-outform", "DER"), to: "bot.der")
        let der = try await refusal(
            ["SSL_CERT_FILE": authority.rootFile],
            "client-cert = \"bot.der\"\nclient-key = \"\(server.keyFile)\"")
        #expect(der.message.contains("it is DER"), "\(der)")
        #expect(der.hints.first?.contains("openssl x509 -inform DER") == true, "\(der)")
    }
}
