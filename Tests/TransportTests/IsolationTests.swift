import Synchronization
import TestSupport
import Testing

@testable import Transport

/// Policies side by side on one client: what one of them accepts never serves another.
@Suite struct IsolationTests {
    private let stranger: PrivateCA

    init() throws { stranger = try PrivateCA(name: "Somebody Else") }

    /// What became of requests that were all under way at once.
    private func fetchAll(
        _ requests: [Request], _ client: Client
    ) async -> [Result<Response, TransferError>] {
        await withTaskGroup(of: (Int, Result<Response, TransferError>).self) { group in
            for (number, request) in requests.enumerated() {
                group.addTask {
                    do throws(TransferError) {
                        return (number, .success(try await client.fetch(request)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<Response, TransferError>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func isTrusted(_ result: Result<Response, TransferError>) -> Bool? {
        switch result {
        case .success: true
        case .failure(let error): error.kind.name == "tls_trust" ? false : nil
        }
    }

    // libcurl's caches of stores and sessions, and its pool of connections.
    @Test(arguments: ["TLSv1.3", "TLSv1.2"])
    func twoAuthoritiesOnOneClientNeverMix(version: String) async throws {
        // Few requests a connection, so that connections and sessions are made and used anew.
        let server = "keepalive_requests 7;"
        let own = try Nginx(
            location: "return 200 own;", server: server, SecureBench.ca.server, protocols: version)
        let other = try Nginx(
            location: "return 200 other;", server: server, stranger.server, protocols: version)
        let client = SecureBench.client()
        let (root, strange) = (try SecureBench.ca.rootFile, stranger.rootFile)
        func requests(_ url: String, _ caFile: String) throws -> [Request] {
            try (0..<50).map { try SecureBench.request("\(url)/\($0)", caFile: caFile) }
        }
        let right = try zip(requests(own.tlsURL, root), requests(other.tlsURL, strange))
            .flatMap { [$0, $1] }
        #expect(await fetchAll(right, client).allSatisfy { isTrusted($0) == true })
        // Again, with the wrong policy between two right ones.
        let mixed = try zip(right, requests(own.tlsURL, strange) + requests(other.tlsURL, root))
            .flatMap { [$0, $1] }
        let results = await fetchAll(mixed, client)
        for (index, result) in results.enumerated() {
            #expect(isTrusted(result) == (index % 2 == 0), "\(mixed[index].address)")
        }
        let statistics = await client.statistics
        #expect(statistics.requests - statistics.retries == 200, "\(statistics)")
    }

    @Test func secureAndInsecureIndexesShareNeitherConnectionNorSession() async throws {
        let nginx = try Nginx(
            location: "return 200 $connection-$ssl_session_reused;", SecureBench.ca.server)
        let proxy = try ConnectProxy()
        let client = SecureBench.client()
        let secure = try SecureBench.request(nginx.tlsURL + "/")
        var insecure = secure
        insecure.policy.insecureHosts = ["localhost:\(nginx.tlsPort)"]
        func served(_ request: Request) async throws -> String {
            String(decoding: try await client.fetch(request).body, as: UTF8.self)
        }
        for _ in 0..<2 {
            #expect(try await served(insecure) == "1-.")
            #expect(try await served(secure) == "2-.")
        }
        // Beside the open connections, on the way through a proxy, sessions are resumed.
        insecure.policy.proxy = Proxy(proxy.url, source: "proxy")
        var elsewhere = secure
        elsewhere.policy.proxy = insecure.policy.proxy
        #expect(try await served(elsewhere) == "3-r")
        #expect(try await served(insecure) == "4-r")
        #expect(try await served(secure) == "2-.")
    }

    @Test func anInsecureConnectionServesNoSecureIndex() async throws {
        let nginx = try Nginx(location: "return 200 hello;", stranger.server)
        let client = SecureBench.client()
        let secure = try SecureBench.request(nginx.tlsURL + "/")
        var insecure = secure
        insecure.policy.insecureHosts = ["localhost:\(nginx.tlsPort)"]
        let requests = (0..<100).map { $0 % 2 == 0 ? insecure : secure }
        _ = try await client.fetch(insecure)
        for (index, result) in await fetchAll(requests, client).enumerated() {
            #expect(isTrusted(result) == (index % 2 == 0))
        }
    }

    @Test func anIdentityIsNotLentToAnIndexWithoutOne() async throws {
        let identities = try ClientCertificates()
        let nginx = try Nginx(
            location: "return 200 '$ssl_client_s_dn';",
            server: """
                ssl_verify_client optional; ssl_verify_depth 3;
                ssl_client_certificate \(identities.rootFile);
                """, SecureBench.ca.server)
        let client = SecureBench.client()
        let anonymous = try SecureBench.request(nginx.tlsURL + "/")
        var named = anonymous
        named.policy.tls.clientIdentity = identities.good
        _ = try await client.fetch(named)
        let requests = (0..<40).map { $0 % 2 == 0 ? named : anonymous }
        for (index, result) in await fetchAll(requests, client).enumerated() {
            let body = String(decoding: try result.get().body, as: UTF8.self)
            #expect(body == (index % 2 == 0 ? "CN=Client leaf" : ""))
        }
    }

    @Test func tenThousandRequestsOfAnUnknownAuthorityMeetOneFailure() async throws {
        let nginx = try Nginx(
            location: "return 200 hello;", server: "location = /status { stub_status; }",
            stranger.server)
        let client = SecureBench.client()
        let requests = try (0..<10_000).map {
            try SecureBench.request("\(nginx.tlsURL)/\($0)")
        }
        let start = ContinuousClock.now
        let results = await fetchAll(requests, client)
        print("10,000 requests of an unknown authority:", ContinuousClock.now - start)
        var diagnoses = 0
        for result in results {
            guard case .failure(let error) = result, case .tlsTrust(let failure) = error.kind
            else {
                Issue.record("\(result)")
                return
            }
            #expect(error.attempts <= 1)
            if !failure.isRepeated { diagnoses += 1 }
        }
        #expect(diagnoses == 1)
        #expect(await client.statistics == Statistics())
        let status = try await client.fetch(plain(nginx.plainURL + "/status"))
        // The line with the connections accepted, this last one among them.
        let counts = String(decoding: status.body, as: UTF8.self).split(separator: "\n")[2]
        #expect(counts.split(separator: " ").first == "2")
    }

    private func plain(_ url: String) throws -> Request { try SecureBench.request(url) }
}
