import TestSupport
import Testing

/// One way out to the network, so that no request goes out under another trust than the one that
/// the settings name (uv #19876, pip #14179).
@Suite struct NetworkTests {
    private let sources = SourceFile.sources

    /// Files in which a call, a type or a function is named.
    private func files(naming names: String..., outside room: String = "") -> Set<String> {
        let found = sources.filter { file in
            file.target != room
                && file.code.contains { line in names.contains { self.line(line, names: $0) } }
        }
        return Set(found.map(\.path))
    }

    /// - Parameter name: with an opening parenthesis where only calls are meant; members of other
    ///   types, declarations and longer names do not count.
    private func line(_ line: String, names name: String) -> Bool {
        line.ranges(of: name).contains { range in
            let before = line[..<range.lowerBound]
            let isCall = name.hasSuffix("(")
            if isCall, before.hasSuffix("func ") || before.hasSuffix("case ") { return false }
            if before.hasSuffix("Glibc.") { return true }
            guard let last = before.last else { return true }
            return !last.isLetter && !last.isNumber && last != "_" && (!isCall || last != ".")
        }
    }

    @Test func onlyTransportHasCurl() {
        let importing = sources.filter { $0.imports.contains("CCurl") }
        #expect(!importing.isEmpty)
        for file in importing { #expect(file.target == "Transport", "\(file)") }
    }

    @Test func handlesAreMadeInOnePlace() {
        let folder = "Sources/Transport"
        #expect(
            files(naming: "curl_easy_init", "curl_easy_duphandle") == [
                "\(folder)/EasyHandle.swift"
            ])
        #expect(files(naming: "curl_multi_init") == ["\(folder)/MultiHandle.swift"])
        // Traffic's carry requests under a policy; the other one only tells how libcurl was built.
        #expect(
            files(naming: "EasyHandle(") == [
                "\(folder)/Traffic.swift", "\(folder)/LibcurlDefaults.swift",
            ])
        #expect(files(naming: "TransferLoop(") == ["\(folder)/Client.swift"])
    }

    @Test func theClientIsMadeInOnePlaceOfJobs() {
        let makers = files(naming: "Client(", "Client.init(", outside: "Transport")
        #expect(makers.count == 1, "\(makers)")
        #expect(makers.allSatisfy { $0.hasPrefix("Sources/Jobs/") }, "\(makers)")
    }

    @Test func foundationsNetworkIsNotUsed() {
        #expect(files(naming: "URLSession", "URLRequest", "NSURLConnection") == [])
        for file in sources {
            #expect(!file.imports.contains("FoundationNetworking"), "\(file)")
        }
    }

    @Test func nobodyElseOpensSockets() {
        let openers = files(
            naming: "socket(", "connect(", "sendto(", "getaddrinfo(", "gethostbyname(")
        #expect(openers.subtracting(Walls.unsafeFiles) == [])
    }

    @Test func theServersLibraryOnlyListens() {
        for file in sources where file.imports.contains(where: { $0.hasPrefix("NIO") }) {
            #expect(file.target == "Serving", "\(file)")
            let calls = file.code.filter {
                $0.contains("ClientBootstrap") || $0.contains("HTTPClient")
                    || $0.contains(".connect(")
            }
            #expect(calls == [], "\(file)")
        }
    }

    @Test func otherProgramsAreStartedByOneRoom() {
        for file in sources where file.imports.contains("Subprocess") {
            #expect(file.target == "Jobs", "\(file)")
        }
        let starters = files(
            naming: "posix_spawn(", "posix_spawnp(", "fork(", "execv(", "execve(", "popen(",
            "Process(")
        #expect(starters == [])
    }

    @Test func namesAreToldFromOthersLikeThem() {
        for line in ["socket(AF_INET)", "= Glibc.socket(1)", "unsafe socket(a)", "!socket(a)"] {
            #expect(self.line(line, names: "socket("), "\(line)")
        }
        for line in ["case socket(Int32)", ".socket(0)", "func socket(a)", "websocket(1)"] {
            #expect(!self.line(line, names: "socket("), "\(line)")
        }
    }
}
